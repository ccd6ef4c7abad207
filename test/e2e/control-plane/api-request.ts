import { readFileSync } from 'node:fs';
import { type RequestOptions, request } from 'node:https';
import { text } from 'node:stream/consumers';

/** Where an API server is and as whom to speak to it. */
export interface ApiAccess {
  url: string;
  caFile: string;
  token: string;
}

/** One request as a given client would send it: `fieldManager` goes into the query by the caller, a User-Agent into the headers. */
export interface ApiRequest {
  method: string;
  path: string;
  body?: unknown;
  contentType?: string;
  userAgent?: string;
  accept?: string;
}

export interface ApiResponse {
  status: number;
  body: unknown;
}

/** Sends one request and reads the answer whole. An answer that is not JSON (`/readyz`) comes as text. No status is an error here. */
export async function sendApiRequest(access: ApiAccess, asked: ApiRequest): Promise<ApiResponse> {
  const headers: Record<string, string> = { authorization: `Bearer ${access.token}`, accept: asked.accept ?? 'application/json' };
  if (asked.body !== undefined) headers['content-type'] = asked.contentType ?? 'application/json';
  if (asked.userAgent !== undefined) headers['user-agent'] = asked.userAgent;
  const options: RequestOptions = { method: asked.method, headers, ca: readFileSync(access.caFile) };
  const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request(new URL(asked.path, access.url), options, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, text: body }), reject);
    });
    sent.on('error', reject);
    sent.end(asked.body === undefined ? undefined : JSON.stringify(asked.body));
  });
  return { status: answer.status, body: parseIfJson(answer.text) };
}

function parseIfJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return source;
  }
}
