import type { Agent } from 'node:http';

/** What one request needs to reach the API server as somebody. `agent` is shared by all requests, so that TLS is negotiated once. */
export interface Connection {
  readonly agent: Agent;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

/** The way to one API server with the credentials for it. */
export interface Access {
  /** Root URL of the API server; may have a path, as behind Rancher. */
  readonly server: URL;
  /** Cheap after the first call; renews by itself what says when it expires. */
  connect(): Promise<Connection>;
  /** After a 401: reads every credential again. Requests that were refused with the same connection share one renewal. */
  renew(refused: Connection): Promise<Connection>;
  /** Why the server may have answered 401, in one sentence, from what the credentials tell about themselves (expired, not yet valid). */
  explainRefusal(): string;
  close(): void;
}
