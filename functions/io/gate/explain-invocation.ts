import type { InvokeWithResponseStreamCompleteEvent } from '@aws-sdk/client-lambda';
import { messageOf, PlumblineError } from '../../core/errors.ts';

/** What is wrong with an invocation, by the name of its error. */
const CAUSES: Readonly<Record<string, { readonly what: string; readonly advice: string }>> = {
  ResourceNotFoundException: {
    what: 'is not there',
    advice: 'Is the region right (--region, or AWS_REGION), and the account? --function names it: it is called <installation>-gate.',
  },
  AccessDeniedException: {
    what: 'may not be invoked by this role',
    advice: 'Grant it lambda:InvokeFunction on the function, or take the role <installation>-release, which may do that and nothing else.',
  },
  TooManyRequestsException: {
    what: 'is busy: AWS throttles its invocations',
    advice: 'Try again in a minute; where it happens often, raise the reserved concurrency of the function.',
  },
  ExpiredTokenException: { what: 'was not reached: the credentials have expired', advice: 'Sign in to the account again.' },
  UnrecognizedClientException: { what: 'was not reached: the credentials are not valid', advice: 'Sign in to the account again.' },
  CredentialsProviderError: {
    what: 'was not reached: there are no credentials of AWS',
    advice: 'Sign in to the account, or set AWS_PROFILE.',
  },
  InvalidRequestContentException: { what: 'refuses the request', advice: 'Is it the gate of Plumbline?' },
  KMSAccessDeniedException: { what: 'may not use the key of its environment', advice: 'Grant its role kms:Decrypt on that key.' },
};
const SIGN_IN = new Set(['AccessDeniedException', 'ExpiredTokenException', 'UnrecognizedClientException', 'CredentialsProviderError']);

/** Why a function could not be invoked, or why its answer broke off. */
export function explainInvocation(error: unknown, functionName: string, region: string | undefined): PlumblineError {
  if (error instanceof PlumblineError) return error;
  const name = error instanceof Error ? error.name : '';
  const where = `the function ${functionName}${region === undefined ? '' : ` in ${region}`}`;
  const known = CAUSES[name];
  if (known !== undefined) {
    return new PlumblineError(SIGN_IN.has(name) ? 'authentication' : 'runtime', `${where} ${known.what}`, { advice: known.advice });
  }
  if (/region is missing/i.test(messageOf(error))) {
    return new PlumblineError('usage', 'the region of the function is not known', { advice: 'Name it with --region, or set AWS_REGION.' });
  }
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const advice = 'Is the region right, and does this machine reach AWS? Then try again: a gate changes nothing.';
  return new PlumblineError('unreachable', `${where} was not reached, or its answer broke off: ${code || name || messageOf(error)}`, {
    advice,
    cause: error,
  });
}

/** Why there is no verdict in an answer that came to its end. */
export function explainAnswer(functionName: string, complete: InvokeWithResponseStreamCompleteEvent | undefined): PlumblineError {
  const where = `the function ${functionName}`;
  if (complete === undefined) {
    return new PlumblineError('runtime', `${where} broke off in the middle of its answer`, {
      advice: 'Try again: a gate changes nothing.',
    });
  }
  const { ErrorCode: code, ErrorDetails: details = '' } = complete;
  if (/timed?[ -]?out/i.test(`${code} ${details}`)) {
    return new PlumblineError('runtime', `${where} ran out of time`, {
      advice: 'The cluster or the git host answers slowly; the log of the function says how far it came. Raise its timeout or its memory.',
    });
  }
  if (/memory|signal: killed|ExitError/i.test(`${code} ${details}`)) {
    return new PlumblineError('runtime', `${where} ended abruptly, most likely for want of memory`, { advice: 'Give it more memory.' });
  }
  const what = code === undefined ? 'ended without a verdict' : `failed (${code})`;
  return new PlumblineError('runtime', `${where} ${what}`, { advice: 'The log of the function tells more.' });
}
