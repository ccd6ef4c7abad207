import { EKSClient } from '@aws-sdk/client-eks';
import { STSClient } from '@aws-sdk/client-sts';

/** What signs a request to AWS. `expiration` absent: it does not expire. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** How AWS is reached. Absent, all of it: as every AWS tool finds it (environment, profile, the role of the function). */
export interface AwsSettings {
  /** The region the caller itself runs in: roles are assumed there, since a VPC may have a way to no other. Absent: that of the cluster. */
  readonly region?: string;
  readonly credentials?: () => Promise<AwsCredentials>;
  /** Where EKS and STS answer, for tests and for VPC endpoints without private DNS. */
  readonly endpoint?: string;
  readonly maxAttempts?: number;
}

/** Without these a function in a subnet that leads nowhere waits until it is killed. Milliseconds. */
const PATIENCE = { connectionTimeout: 5000, requestTimeout: 20_000, throwOnRequestTimeout: true };
/** A fleet is described in one go and EKS throttles. */
const ATTEMPTS = 6;

export function createEksClient(region: string, credentials: () => Promise<AwsCredentials>, aws: AwsSettings): EKSClient {
  return new EKSClient({ ...describeConnection(region, aws), credentials });
}

/** `credentials` absent: the default chain. */
export function createStsClient(region: string, credentials: AwsSettings['credentials'], aws: AwsSettings): STSClient {
  return new STSClient({ ...describeConnection(region, aws), ...(credentials === undefined ? {} : { credentials }) });
}

function describeConnection(region: string, { endpoint, maxAttempts = ATTEMPTS }: AwsSettings) {
  return { region, maxAttempts, requestHandler: PATIENCE, ...(endpoint === undefined ? {} : { endpoint }) };
}
