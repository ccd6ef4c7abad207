/** Why a check could not run at all; each code is one exit path of the command line and one alarm of the service. */
export type ErrorCode =
  | 'usage'
  | 'config'
  | 'kubeconfig'
  | 'authentication'
  | 'unreachable'
  | 'git-not-found'
  | 'git-authentication'
  | 'git-unreachable'
  | 'git-broken'
  | 'provenance'
  | 'runtime';

/** What is still so a minute later: nobody tries again before the operator did something. A git token may have been rotated a second ago: the next attempt reads it anew. */
const LASTING: ReadonlySet<ErrorCode> = new Set(['usage', 'config', 'kubeconfig', 'authentication', 'git-not-found', 'provenance']);

/** An error the operator can act on: `message` names the file, line, host or field; `advice` says what to do. Never holds a credential or a value of a Secret. */
export class PlumblineError extends Error {
  readonly code: ErrorCode;
  readonly advice: string | undefined;
  /** False where trying again may help. By the code, unless told. */
  readonly isLasting: boolean;

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly advice?: string; readonly cause?: unknown; readonly isLasting?: boolean } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'PlumblineError';
    this.code = code;
    this.advice = options.advice;
    this.isLasting = options.isLasting ?? LASTING.has(code);
  }
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The same error with its advice in its message, for who is told nothing but that: Lambda passes on no other field of an error. */
export function joinAdvice(error: unknown): unknown {
  if (!(error instanceof PlumblineError) || error.advice === undefined) return error;
  const [message, advice] = [error.message.replace(/[.:]$/, ''), error.advice.charAt(0).toUpperCase() + error.advice.slice(1)];
  return new PlumblineError(error.code, `${message}. ${advice}`, { cause: error });
}
