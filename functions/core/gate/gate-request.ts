import { PlumblineError } from '../errors.ts';
import { asString, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { SEVERITIES, type SeverityLevel } from '../severity/severity.ts';
import { suggestNearest } from '../suggest-nearest.ts';

/** What a release asks of the gate. */
export interface GateRequest {
  /** The name of the cluster in the configuration; of one found by its tag, that of its reports. */
  readonly cluster: string;
  /** The source that `revision` and `base` are of. May be left out where the cluster has one only. */
  readonly source?: string;
  /** What is to be released. Absent: the revision of the configuration. */
  readonly revision?: string;
  /** What was released before. Absent: the revision of the configuration. */
  readonly base?: string;
  /** Drift below this severity does not fail the gate. Absent: any drift does. */
  readonly failOn?: SeverityLevel;
  /** Send a line for each step, as it is made. */
  readonly progress?: boolean;
}

const TEXTS = ['cluster', 'source', 'revision', 'base'] as const;
const KEYS: readonly string[] = [...TEXTS, 'failOn', 'progress'];
const LONGEST = 300;
/** What forges send as "the commit before" of a branch that was just made. */
const NO_COMMIT = /^0{40}(0{24})?$/;

/** Reads the event of a gate. Throws PlumblineError `usage` that names the key and what there is. */
export function parseGateRequest(event: Json | undefined): GateRequest {
  if (!isJsonObject(event)) throw refuse('the event is no JSON object');
  for (const key of Object.keys(event)) {
    const near = suggestNearest(key, KEYS);
    if (!KEYS.includes(key))
      throw refuse(`the event has an unknown key ${quote(key)}${near === undefined ? '' : `: did you mean ${near}?`}`);
  }
  const { cluster, ...texts } = readTexts(event);
  if (cluster === undefined) throw refuse('"cluster" is missing');
  const progress = event['progress'] ?? false;
  if (typeof progress !== 'boolean') throw refuse('"progress" is true or false');
  const failOn = SEVERITIES.find((level) => level === event['failOn']);
  if (failOn === undefined && (event['failOn'] ?? null) !== null) throw refuse(`"failOn" is one of ${SEVERITIES.join(', ')}`);
  const { base } = texts;
  const usesBase = base !== undefined && !NO_COMMIT.test(base);
  return {
    cluster,
    ...(texts.source === undefined ? {} : { source: texts.source }),
    ...(texts.revision === undefined ? {} : { revision: texts.revision }),
    ...(usesBase ? { base } : {}),
    ...(failOn === undefined ? {} : { failOn }),
    progress,
  };
}

function readTexts(event: JsonObject): Partial<Record<(typeof TEXTS)[number], string>> {
  return Object.fromEntries(
    TEXTS.flatMap((key) => {
      const value = event[key];
      if (value === undefined || value === null) return [];
      const text = asString(value);
      // Revisions go into requests to git hosts, and into messages.
      if (text === undefined || text === '' || text.length > LONGEST || /[\p{Cc}\p{Cf}]/u.test(text)) {
        throw refuse(`"${key}" is a text of 1 to ${LONGEST} printable characters`);
      }
      return [[key, text]];
    }),
  );
}

function refuse(message: string): PlumblineError {
  return new PlumblineError('usage', message, {
    advice: `A gate takes ${KEYS.join(', ')}: {"cluster": "prod-eu", "source": "shop", "revision": "main"}`,
  });
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
