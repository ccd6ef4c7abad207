import type { KmsCopy, SopsMetadata } from '../../core/sops/sops-metadata.ts';
import type { AwsSettings } from '../eks/aws-clients.ts';
import type { DataKeyRead, ReadDataKey } from './read-data-key.ts';

const PATIENCE = { connectionTimeout: 5000, requestTimeout: 20_000, throwOnRequestTimeout: true };

/**
 * Decrypts data keys with the AWS KMS keys that the operator named, and with no other: a file cannot make Plumbline use a key, assume a role or turn to
 * an address of its own. Each data key is asked for once.
 */
export function createKmsDataKeys(allowed: readonly string[], aws: Pick<AwsSettings, 'credentials' | 'endpoint'> = {}): ReadDataKey {
  const known = new Map<string, Promise<DataKeyRead>>();
  return (metadata) => {
    const copies = metadata.kms.flatMap((copy) => listAllowed(copy, allowed));
    const refusal = copies.length > 0 && !metadata.isSplit ? undefined : describeRefusal(metadata, allowed);
    if (refusal !== undefined) return Promise.resolve({ type: 'refused', reason: `SOPS encrypts it, and ${refusal}.` });
    const id = JSON.stringify(copies);
    const asked = known.get(id) ?? decryptAny(copies, aws);
    known.set(id, asked);
    return asked;
  };
}

/** An alias may stand for any key of its account and region; KMS refuses those that it is not for. */
function listAllowed(copy: KmsCopy, allowed: readonly string[]): KmsCopy[] {
  if (allowed.includes(copy.arn)) return [copy];
  const [place, alias] = copy.arn.split(':alias/');
  return alias === undefined ? [] : allowed.filter((key) => key.startsWith(`${place}:key/`)).map((arn) => ({ ...copy, arn }));
}

function describeRefusal({ kms, otherKeys, isSplit }: SopsMetadata, allowed: readonly string[]): string {
  if (isSplit) return 'its key is split over several groups of keys, which cannot be put together here';
  if (kms.length === 0) return `its key is kept by ${otherKeys.join(', ') || 'nobody'}; only keys of AWS KMS can be used`;
  if (allowed.length === 0) return 'no key is named under sops.keys';
  return `none of its keys is named under sops.keys: ${kms.map(({ arn }) => arn).join(', ')}`;
}

/** Any one of the copies is the whole key. */
async function decryptAny(copies: readonly KmsCopy[], aws: Pick<AwsSettings, 'credentials' | 'endpoint'>): Promise<DataKeyRead> {
  const refusals: string[] = [];
  for (const copy of copies) {
    const answer = await decryptCopy(copy, aws);
    if (answer.type === 'key') return answer;
    refusals.push(answer.reason);
  }
  return { type: 'refused', reason: `SOPS encrypts it, and ${refusals.join('; ')}.` };
}

async function decryptCopy(
  { arn, enc, context }: KmsCopy,
  { credentials, endpoint }: Pick<AwsSettings, 'credentials' | 'endpoint'>,
): Promise<DataKeyRead> {
  const { DecryptCommand, KMSClient } = await import('@aws-sdk/client-kms');
  const region = arn.split(':')[3] ?? '';
  const client = new KMSClient({
    region,
    requestHandler: PATIENCE,
    ...(credentials === undefined ? {} : { credentials }),
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  try {
    const { Plaintext } = await client.send(
      new DecryptCommand({ KeyId: arn, CiphertextBlob: Buffer.from(enc, 'base64'), EncryptionContext: { ...context } }),
    );
    if (Plaintext?.length === 32) return { type: 'key', key: Plaintext };
    return { type: 'refused', reason: `what ${arn} decrypts is no key of SOPS` };
  } catch (error) {
    return { type: 'refused', reason: `${arn} did not decrypt its key: ${error instanceof Error ? error.name : 'unknown'}` };
  } finally {
    client.destroy();
  }
}
