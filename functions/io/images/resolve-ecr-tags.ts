import { compileRepositories, type EcrTag, readEcrTag } from '../../core/images/ecr-repository.ts';
import type { ResolvedTag } from '../../core/images/image-report.ts';
import { compareText } from '../../core/kube-object.ts';
import type { AwsSettings } from '../eks/aws-clients.ts';
import { forEachConcurrently } from '../kube/for-each-concurrently.ts';

const PATIENCE = { connectionTimeout: 5000, requestTimeout: 20_000, throwOnRequestTimeout: true };
const CONCURRENCY = 8;

/**
 * Asks ECR what tags name now, each image once, and only of the repositories that the operator named. A tag that cannot be looked up is told with the code of the
 * refusal; it stops nothing.
 */
export async function resolveEcrTags(
  images: readonly string[],
  repositories: readonly string[],
  aws: Pick<AwsSettings, 'credentials' | 'endpoint'> = {},
): Promise<readonly ResolvedTag[]> {
  const isNamed = compileRepositories(repositories);
  const tags = [...new Set(images)].flatMap((image) => readEcrTag(image) ?? []).filter(isNamed);
  if (tags.length === 0) return [];
  const { DescribeImagesCommand, ECRClient } = await import('@aws-sdk/client-ecr');
  const clients = new Map(
    [...new Set(tags.map(({ region }) => region))].map(
      (region) => [region, new ECRClient({ region, requestHandler: PATIENCE, maxAttempts: 6, ...aws })] as const,
    ),
  );
  const resolved: ResolvedTag[] = [];
  const ask = async ({ image, account, region, repository, tag }: EcrTag): Promise<void> => {
    try {
      const input = { registryId: account, repositoryName: repository, imageIds: [{ imageTag: tag }] };
      const digest = (await clients.get(region)?.send(new DescribeImagesCommand(input)))?.imageDetails?.[0]?.imageDigest;
      resolved.push(digest === undefined ? { image, refusal: 'NoDigest' } : { image, digest });
    } catch (error) {
      resolved.push({ image, refusal: error instanceof Error ? error.name : 'unknown' });
    }
  };
  try {
    await forEachConcurrently(tags, CONCURRENCY, ask);
  } finally {
    for (const client of clients.values()) client.destroy();
  }
  return resolved.sort((a, b) => compareText(a.image, b.image));
}
