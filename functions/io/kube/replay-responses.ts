import type { RecordedResponse } from './recording.ts';

export interface ReplayRequest {
  /** With its query. */
  readonly path: string;
  readonly accept: string;
}

/** `encoding`: how the body is compressed already, where it is. */
export interface ReplayResponse {
  readonly status?: number;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly encoding?: 'gzip';
  readonly body: string | Uint8Array;
}

/** Where the answers of a replay server come from: a recording, or objects made up for a measurement. */
export type ReplayResponses = (request: ReplayRequest) => ReplayResponse | undefined;

/** Answers from a recording. The page size asked for does not matter, the pages are as they were; who asks for metadata may get whole objects. */
export function answerFromRecording(recorded: readonly RecordedResponse[]): ReplayResponses {
  const exact = new Map<string, RecordedResponse>();
  const whole = new Map<string, RecordedResponse>();
  for (const response of recorded) {
    const path = withoutLimit(response.path);
    exact.set(`${path} ${response.accept}`, response);
    if (!response.accept.includes('as=')) whole.set(path, response);
  }
  return ({ path, accept }) => {
    const plain = withoutLimit(path);
    const found = exact.get(`${plain} ${accept}`) ?? (accept.includes('application/json') ? whole.get(plain) : undefined);
    return found && { status: found.status, contentType: found.contentType, body: found.body };
  };
}

function withoutLimit(path: string): string {
  return path.replace(/([?&])limit=\d+&?/, '$1').replace(/[?&]$/, '');
}
