import { asString, isJsonObject, parseJson } from '../../core/json.ts';
import { BrokenAnswer } from './broken-answer.ts';
import { RequestError } from './request-error.ts';
import type { KubeResponse } from './send-get.ts';

/** Throws where an answer is none of an API server: a redirect (never followed, so that credentials go nowhere else), a web page, half a JSON text. */
export function checkAnswer(response: KubeResponse, path: string): void {
  if (response.status >= 300 && response.status < 400) {
    const target = redirectTarget(response.headers.location);
    throw new RequestError(
      'invalid-response',
      `${withoutQuery(path)} is redirected${target}; Plumbline follows no redirect, so that credentials go nowhere else`,
      {
        http: response.status,
        advice: 'set "server:" of the cluster entry to the API server itself',
      },
    );
  }
  if (response.status !== 200) return;
  const start = response.text.slice(0, 64).trimStart();
  if (!start.startsWith('{')) {
    if (response.text === '') throw new BrokenAnswer('is empty');
    const what = start.startsWith('<') ? 'a web page' : (response.headers['content-type'] ?? 'something');
    throw new RequestError(
      'invalid-response',
      `${withoutQuery(path)} answers with ${what} instead of JSON: this is not, or not always, a Kubernetes API server`,
      {
        http: response.status,
        advice: 'check that "server:" of the cluster entry is the API server and not a dashboard, a login page or a proxy in front of it',
      },
    );
  }
  if (!response.text.slice(-64).trimEnd().endsWith('}'))
    throw new BrokenAnswer(`is JSON that breaks off after ${response.text.length} characters`);
}

/** What the server says about a failure: the message of its Status, else the first line of the text. */
export function messageOfAnswer(response: KubeResponse): string {
  try {
    const status = parseJson(response.text);
    const message = isJsonObject(status) ? asString(status['message']) : undefined;
    if (message !== undefined && message !== '') return message.slice(0, 600);
  } catch {
    // No JSON: the text itself is the message.
  }
  const text = response.text.trim();
  if (text === '' || text.startsWith('<')) return `HTTP ${response.status}`;
  return (text.split('\n')[0] ?? '').slice(0, 300);
}

/** Path without its query: continue tokens are long and say nothing to people. */
export function withoutQuery(path: string): string {
  return path.split('?')[0] ?? path;
}

function redirectTarget(location: string | undefined): string {
  if (location === undefined || !URL.canParse(location)) return '';
  return ` to ${new URL(location).origin}`;
}
