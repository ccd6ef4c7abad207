import { createPublicKey } from 'node:crypto';
import { PlumblineError } from '../../core/errors.ts';
import { SIGNING_ALGORITHMS, type Signing } from '../../core/evidence/manifest.ts';
import type { AwsSettings } from '../eks/aws-clients.ts';

const PATIENCE = { connectionTimeout: 5000, requestTimeout: 20_000, throwOnRequestTimeout: true };
const ARN = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):\d{12}:(?:key|alias)\/[A-Za-z0-9/_-]+$/;
/** What KMS takes as a message that it hashes itself. */
const LONGEST_MESSAGE = 4096;

const ADVICE: Readonly<Record<string, string>> = {
  AccessDeniedException: 'Needed on the key: kms:GetPublicKey, and kms:Sign to sign.',
  NotFoundException: 'Is the ARN right, and the account?',
  DisabledException: 'Enable the key.',
  UnsupportedOperationException: 'Sign with an asymmetric key whose usage is SIGN_VERIFY: ECC_NIST_P256 or RSA.',
  InvalidKeyUsageException: 'Sign with an asymmetric key whose usage is SIGN_VERIFY: ECC_NIST_P256 or RSA.',
  CredentialsProviderError: 'Sign in to the account, or set AWS_PROFILE.',
  ExpiredTokenException: 'Sign in to the account again.',
};

type Connection = Pick<AwsSettings, 'credentials' | 'endpoint'>;

/** The public half of a key of KMS, SPKI in PEM, and how it signs. `key` is the ARN that KMS calls it by, also where an alias was named. */
export interface SigningKey extends Signing {
  readonly publicKey: string;
}

/** Asks KMS for a key that signs. Throws PlumblineError where there is none, or where it signs with nothing that Plumbline verifies. */
export async function readSigningKey(arn: string, connection: Connection = {}): Promise<SigningKey> {
  const { GetPublicKeyCommand } = await import('@aws-sdk/client-kms');
  const { KeyId, PublicKey, SigningAlgorithms } = await ask(arn, connection, (client) =>
    client.send(new GetPublicKeyCommand({ KeyId: arn })),
  );
  const algorithm = SIGNING_ALGORITHMS.find((name) => SigningAlgorithms?.includes(name));
  if (PublicKey === undefined || algorithm === undefined)
    throw new PlumblineError('usage', `${arn} does not sign with ${SIGNING_ALGORITHMS.join(' or ')}`, {
      advice: 'Use a key whose usage is SIGN_VERIFY and whose spec is ECC_NIST_P256 or RSA.',
    });
  const publicKey = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
  // A bare id says neither region nor account.
  return {
    key: KeyId?.startsWith('arn:') ? KeyId : arn,
    algorithm,
    publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  };
}

/** Lets KMS sign: the private half never leaves it. */
export async function signWithKms(message: Uint8Array, { key, algorithm }: Signing, connection: Connection = {}): Promise<Uint8Array> {
  if (message.length > LONGEST_MESSAGE)
    throw new PlumblineError('runtime', `a manifest of ${message.length} bytes is too long to be signed`);
  const { SignCommand } = await import('@aws-sdk/client-kms');
  const input = { KeyId: key, Message: message, MessageType: 'RAW', SigningAlgorithm: algorithm } as const;
  const { Signature } = await ask(key, connection, (client) => client.send(new SignCommand(input)));
  if (Signature === undefined) throw new PlumblineError('runtime', `${key} gave no signature`);
  return Signature;
}

async function ask<T>(
  arn: string,
  { credentials, endpoint }: Connection,
  send: (client: import('@aws-sdk/client-kms').KMSClient) => Promise<T>,
): Promise<T> {
  const region = ARN.exec(arn)?.[1];
  if (region === undefined)
    throw new PlumblineError('usage', `${arn} is no ARN of a KMS key`, {
      advice: 'It is written like arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab, or with alias/NAME.',
    });
  const { KMSClient } = await import('@aws-sdk/client-kms');
  const client = new KMSClient({
    region,
    requestHandler: PATIENCE,
    ...(credentials === undefined ? {} : { credentials }),
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  try {
    return await send(client);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    const advice = ADVICE[name];
    throw new PlumblineError('authentication', `KMS refused the key ${arn}: ${name}`, advice === undefined ? {} : { advice });
  } finally {
    client.destroy();
  }
}
