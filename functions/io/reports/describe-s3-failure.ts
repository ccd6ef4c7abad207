import { messageOf, PlumblineError } from '../../core/errors.ts';

/** What an operator can do about an error of S3, by its name. */
const ADVICE: Readonly<Record<string, string>> = {
  NoSuchBucket: 'Is the name right, and the account? The bucket is among the outputs of the stack.',
  AccessDenied:
    'Needed on the bucket: s3:ListBucket; on reports/*, history/* and gates/*: s3:GetObject, to store s3:PutObject, and the use of its KMS key.',
  InvalidAccessKeyId: 'Sign in to the account again.',
  SignatureDoesNotMatch: 'Sign in to the account again.',
  ExpiredToken: 'Sign in to the account again.',
  CredentialsProviderError: 'Sign in to the account, or set AWS_PROFILE.',
};

/** Nothing is kept under the key. A bucket that is not there is something else. */
export function isMissing(error: unknown): boolean {
  return ['NoSuchKey', 'NotFound'].includes(nameOf(error));
}

/** `refused`: a conditional write that came too late; `conflict`: one that met another, and decides nothing. */
export function isRace(error: unknown): 'refused' | 'conflict' | undefined {
  const status = statusOf(error);
  if (status === 412) return 'refused';
  // An object that was deleted between the look and the write answers 404 to If-Match.
  if (nameOf(error) === 'NoSuchKey') return 'refused';
  return status === 409 ? 'conflict' : undefined;
}

/** The error for an operator: which object, what happened, what to do. */
export function describeS3Failure(error: unknown, place: string): Error {
  if (error instanceof PlumblineError) return error;
  const name = nameOf(error);
  // A HEAD has no body, so its error has no name but the status.
  const known = ADVICE[name] ?? (statusOf(error) === 403 ? ADVICE['AccessDenied'] : undefined);
  const advice = known ?? (/region is missing/i.test(messageOf(error)) ? 'Set AWS_REGION.' : undefined);
  const what = messageOf(error) === name || name === 'Error' ? messageOf(error) : `${name}: ${messageOf(error)}`;
  return new PlumblineError('runtime', `${place}: ${what}`, { ...(advice === undefined ? {} : { advice }), cause: error });
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function statusOf(error: unknown): unknown {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const { $metadata } = error;
  return typeof $metadata === 'object' && $metadata !== null && 'httpStatusCode' in $metadata ? $metadata.httpStatusCode : undefined;
}
