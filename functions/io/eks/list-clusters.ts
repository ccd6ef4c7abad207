import { type EKSClient, paginateListClusters } from '@aws-sdk/client-eks';
import { explainAwsError } from './explain-aws-error.ts';

/** Names of all EKS clusters of a region, page by page. */
export async function listClusterNames(
  client: EKSClient,
  reader: { readonly region: string; readonly account?: string; readonly role?: string },
) {
  const { region, account, role } = reader;
  const names: string[] = [];
  try {
    for await (const { clusters = [] } of paginateListClusters({ client }, {})) names.push(...clusters);
  } catch (error) {
    throw explainAwsError(error, { action: 'eks:ListClusters', subject: 'all clusters', region, account, role });
  }
  return names;
}
