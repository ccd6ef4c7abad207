import { PlumblineError } from '../../core/errors.ts';

/** A failed call of the SDK in words: the service's own code, never its message, which may repeat the request. `known`: advice by code. */
export function describeAwsFailure(
  error: unknown,
  what: string,
  action: string,
  known: Readonly<Record<string, string>> = {},
): PlumblineError {
  if (error instanceof PlumblineError) return error;
  const name = error instanceof Error ? error.name : 'unknown';
  const isDenied = /AccessDenied|AuthorizationError|NotAuthorized/.test(name);
  const advice =
    known[name] ??
    (isDenied
      ? `Grant the function's role ${action} on it, and where it is encrypted, the use of its key.`
      : 'It was not delivered; the next run tries again.');
  return new PlumblineError('runtime', `${what} did not take it: ${/^\w{1,60}$/.test(name) ? name : 'unknown'}`, { advice });
}
