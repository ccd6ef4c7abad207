import { readFile } from 'node:fs/promises';

/** One finished request, as the API server recorded it. */
export interface AuditEvent {
  readonly auditID: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username: string };
  readonly userAgent?: string;
  readonly responseStatus?: { readonly code?: number };
}

/** All requests that a user has sent so far, in the order in which they were answered. */
export async function readAuditLog(path: string, user: string): Promise<AuditEvent[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as AuditEvent).filter((event) => event.user.username === user);
}
