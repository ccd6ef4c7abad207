import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { EksClusterRef } from '../../core/check-item.ts';
import { type AwsCredentials, type AwsSettings, createStsClient } from './aws-clients.ts';
import { type AwsRequest, explainAwsError } from './explain-aws-error.ts';

/** Credentials that are new enough to sign with. */
export interface CredentialSource {
  /** Cheap while the last ones are good; requests at the same time share one renewal. */
  readonly read: () => Promise<AwsCredentials>;
  /** Fetches new ones, whatever the old ones say of themselves. */
  readonly renew: () => Promise<AwsCredentials>;
}

/** Who reads: the caller itself, or a role that it assumes. `session`: what CloudTrail and the audit log of the cluster call the reader. */
export interface Reader extends Pick<EksClusterRef, 'region' | 'account' | 'role' | 'externalId'> {
  readonly session: string;
}

/** Left on credentials when they are replaced: a token signed with them ends when they do. Milliseconds. */
const RESERVE = 15 * 60_000;

/** The credentials of the default chain, or of the role assumed with them. Nothing is asked for before the first `read`. */
export function createCredentialSource(reader: Reader, aws: AwsSettings, now: () => number): CredentialSource {
  const own = readOwn(reader, aws);
  const { role } = reader;
  if (role === undefined) return { read: () => own(false), renew: () => own(true) };
  return keepFresh(() => assumeRole(reader, role, aws, () => own(false)), now);
}

function keepFresh(fetchNew: () => Promise<AwsCredentials>, now: () => number): CredentialSource {
  let current: AwsCredentials | undefined;
  let pending: Promise<AwsCredentials> | undefined;
  const renew = (): Promise<AwsCredentials> => {
    pending ??= fetchNew()
      .then((credentials) => {
        current = credentials;
        return credentials;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };
  return { read: async () => (current !== undefined && lastsUntil(current) - now() > RESERVE ? current : renew()), renew };
}

/** Milliseconds since 1970. */
export function lastsUntil({ expiration }: AwsCredentials): number {
  return expiration?.getTime() ?? Number.POSITIVE_INFINITY;
}

function readOwn({ region }: Reader, aws: AwsSettings): (forceRefresh: boolean) => Promise<AwsCredentials> {
  const { config } = createStsClient(aws.region ?? region, aws.credentials, aws);
  return async (forceRefresh) => {
    try {
      return await config.credentials({ forceRefresh });
    } catch (error) {
      throw explainAwsError(error, {
        action: 'sts:GetCallerIdentity',
        subject: 'who runs this',
        region,
        account: undefined,
        role: undefined,
      });
    }
  };
}

async function assumeRole(reader: Reader, role: string, aws: AwsSettings, own: () => Promise<AwsCredentials>): Promise<AwsCredentials> {
  const { externalId, session } = reader;
  const region = aws.region ?? reader.region;
  const request: AwsRequest = { action: 'sts:AssumeRole', subject: `role ${role}`, region, account: reader.account, role: undefined };
  const client = createStsClient(region, own, aws);
  try {
    const command = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: session, ...(externalId ? { ExternalId: externalId } : {}) });
    const { Credentials: given } = await client.send(command);
    if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken) throw new Error('AssumeRole gave no credentials');
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
      ...(given.Expiration === undefined ? {} : { expiration: given.Expiration }),
    };
  } catch (error) {
    throw explainAwsError(error, request);
  } finally {
    client.destroy();
  }
}

/** A session name for AWS: 64 characters of a narrow set. */
export function nameSession(cluster: string): string {
  return `plumbline-${cluster.replace(/[^\w+=,.@-]/g, '-')}`.slice(0, 64);
}
