import { isJsonObject, type JsonObject, parseJson } from '../../core/json.ts';
import { messageOfAnswer, withoutQuery } from './check-answer.ts';
import type { KubeClient, KubeRequest } from './kube-client.ts';
import { RequestError, type RequestFailure } from './request-error.ts';
import type { KubeResponse } from './send-get.ts';

const TRIES = 3;

/** The JSON object at a path. Asks again where the text turns out to be no JSON; rejects with RequestError for every status but 200. */
export async function readJson(client: KubeClient, path: string, request: KubeRequest = {}): Promise<JsonObject> {
  for (let attempt = 1; ; attempt++) {
    const response = await client.get(path, request);
    if (response.status !== 200) throw explainStatus(response, path);
    try {
      return parseObject(response.text, path);
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
  }
}

/** Parses an answer; a RequestError names the path instead of the text, which may hold a Secret. */
export function parseObject(text: string, path: string): JsonObject {
  try {
    const value = parseJson(text);
    if (isJsonObject(value)) return value;
  } catch {
    // Told below, without the parser's quotation.
  }
  throw new RequestError('invalid-response', `the answer to ${withoutQuery(path)} is no JSON object`);
}

/** What a status other than 200 means for whoever needed the answer. */
export function explainStatus(response: KubeResponse, path: string): RequestError {
  const { status } = response;
  const message = `${withoutQuery(path)}: ${messageOfAnswer(response)}`;
  return new RequestError(reasonOf(status), message, { http: status, advice: ADVICE[status] });
}

function reasonOf(status: number): RequestFailure {
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 429 || status >= 500) return 'server-error';
  return 'invalid-response';
}

const ADVICE: Readonly<Record<number, string>> = {
  403: 'give the account get and list on what is to be compared',
  429: 'the API server is busy and asks for patience; run the check later',
  503: 'the API server, or the extension API server behind it, is not available; see kubectl get apiservices',
};
