import { PlumblineError } from '../../core/errors.ts';
import { PrivateAddress } from '../requests/public-addresses.ts';
import { redactUrl } from './git-credentials.ts';
import { BrokenTransfer } from './git-http.ts';

/** Turns whatever failed while talking to a git host into an error that names host and cause, and holds neither credentials nor what the server said. */
export function toGitError(error: unknown, url: string, seconds: number): PlumblineError {
  if (error instanceof PlumblineError) return error;
  const where = redactUrl(url);
  const name = error instanceof Error ? error.name : '';
  const code = readCode(error);
  if (name === 'AbortError' || name === 'TimeoutError') {
    return new PlumblineError('git-unreachable', `${where} did not finish within ${seconds} s`, {
      advice: 'Check the host, or allow more time.',
    });
  }
  if (error instanceof Error && 'path' in error) {
    return new PlumblineError('runtime', `the cache of clones cannot be used: ${code}`, {
      advice: 'Give a folder that can be written to, with room.',
    });
  }
  if (error instanceof PrivateAddress) return new PlumblineError('config', `${where} is not read: ${error.message}`);
  if (error instanceof BrokenTransfer) return new PlumblineError('git-broken', `reading ${where} broke off: ${error.message}`);
  if (code === 'UserCanceledError') return refuseCredentials(where, 'the host refused the credentials');
  if (code === 'HttpError') return fromStatus(where, readStatus(error));
  if (code === 'SmartHttpError' || code === 'ParseError') {
    return new PlumblineError('git-not-found', `${where} is no git repository`, { advice: 'Give the URL that `git clone` takes.' });
  }
  if (NETWORK_CODE.test(code)) {
    const reason = NETWORK_REASON[code] ?? (TLS_CODE.test(code) ? `its certificate cannot be trusted (${code})` : code);
    const advice = TLS_CODE.test(code)
      ? 'Give the authority that signed it (NODE_EXTRA_CA_CERTS).'
      : 'Check the name, the network and the proxy.';
    return new PlumblineError('git-unreachable', `cannot reach ${where}: ${reason}`, { advice });
  }
  return new PlumblineError('git-broken', `reading ${where} failed (${code || name || 'unknown error'})`, {
    advice: 'The transfer was damaged or the repository is broken; try again.',
  });
}

const NETWORK_CODE = /^(?:E[A-Z_]{4,}|CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HPE_)/;
const TLS_CODE = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|EPROTO/;
const NETWORK_REASON: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'its name cannot be resolved now',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'there is no route to the host',
};

function fromStatus(where: string, status: number): PlumblineError {
  if (status === 401 || status === 403) return refuseCredentials(where, `the host answered ${status}`);
  if (status === 404 || status === 410) {
    return new PlumblineError('git-not-found', `${where} answered ${status}: there is no such repository`, {
      advice: 'Check the URL; a host also says this when the token may not see the repository.',
    });
  }
  return new PlumblineError('git-unreachable', `${where} answered ${status}`, { advice: 'Try again later.' });
}

function refuseCredentials(where: string, why: string): PlumblineError {
  return new PlumblineError('git-authentication', `not allowed to read ${where}: ${why}`, {
    advice: 'Give a token that may read this repository; it may have expired.',
  });
}

function readCode(error: unknown): string {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

function readStatus(error: unknown): number {
  const data = (error as { readonly data?: { readonly statusCode?: unknown } }).data;
  return typeof data?.statusCode === 'number' ? data.statusCode : 0;
}
