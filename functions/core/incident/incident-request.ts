import type { DigestPeriod } from '../config/digest-schema.ts';
import type { Digest } from '../digest/digest.ts';
import { PlumblineError } from '../errors.ts';
import { asString, isJsonObject, type Json } from '../json.ts';
import type { SeverityLevel } from '../severity/severity.ts';
import type { Incident } from './incident.ts';
import type { Snooze, SnoozeState } from './snooze.ts';

/** What people ask of incidents. */
export type IncidentRequest =
  | { readonly type: 'list' }
  /** `route` absent: about everything. */
  | { readonly type: 'digest'; readonly every: DigestPeriod; readonly route?: string }
  | ({ readonly type: 'snooze' } & Pick<Snooze, 'incident' | 'until' | 'reason' | 'owner'>)
  | { readonly type: 'wake'; readonly incident: string };

/** An open incident in a list: enough to know which one, and to accept it in git. */
export interface ListedIncident {
  readonly id: string;
  readonly digest: string;
  readonly about: Incident['type'];
  readonly severity: SeverityLevel;
  readonly title: string;
  readonly objects: number;
  readonly clusters: readonly string[];
  readonly openedAt: string;
  readonly onset?: string;
  readonly snooze?: Pick<Snooze, 'until' | 'reason' | 'owner'> & {
    readonly state: SnoozeState;
    /** Who said it: the configuration, in git, or somebody by hand. */
    readonly by: 'configuration' | 'hand';
  };
}

/** A departure that is not open: one that has not lasted yet, or that is over. */
export interface ListedDeparture {
  readonly cluster: string;
  readonly object: string;
  readonly severity: SeverityLevel;
  /** First seen, or opened. */
  readonly since: string;
  readonly resolvedAt?: string;
  /** How it ended, in words. */
  readonly endings?: readonly string[];
}

/** Drift that the configuration accepts. `unknown`: no such incident is open; `outdated`: it is another by now, and is told. */
export interface ListedAccepted extends Pick<Snooze, 'incident' | 'until' | 'reason' | 'owner'> {
  readonly state: 'holds' | 'expired' | 'outdated' | 'unknown';
}

export type IncidentAnswer =
  | {
      readonly type: 'incidents';
      readonly incidents: readonly ListedIncident[];
      /** Absent in answers of earlier versions. */
      readonly pending?: readonly ListedDeparture[];
      /** Of the last days. */
      readonly over?: readonly ListedDeparture[];
      readonly accepted?: readonly ListedAccepted[];
    }
  | { readonly type: 'digest'; readonly digest: Digest }
  | { readonly type: 'snoozed'; readonly snooze: Snooze }
  | { readonly type: 'error'; readonly code: PlumblineError['code'] | 'unexpected'; readonly message: string; readonly advice?: string };

const KEYS: Readonly<Record<IncidentRequest['type'], readonly string[]>> = {
  list: [],
  digest: ['every', 'route'],
  snooze: ['incident', 'until', 'reason', 'owner'],
  wake: ['incident'],
};

/** Reads a request. Throws PlumblineError `usage` that names what is wrong with it. */
export function parseIncidentRequest(value: Json): IncidentRequest {
  const request = isJsonObject(value) ? value : {};
  const type = asString(request['type']);
  if (type !== 'list' && type !== 'digest' && type !== 'snooze' && type !== 'wake')
    throw new PlumblineError('usage', 'type is one of list, digest, snooze, wake');
  const unknown = Object.keys(request).filter((key) => key !== 'type' && !KEYS[type].includes(key));
  if (unknown.length > 0) throw new PlumblineError('usage', `${type} knows no ${unknown.join(', ')}`);
  const text = (key: string): string => {
    const given = asString(request[key]);
    if (given === undefined || given.trim() === '' || given.length > 500) throw new PlumblineError('usage', `${type} needs ${key}, a text`);
    return given;
  };
  switch (type) {
    case 'list':
      return { type };
    case 'digest': {
      const every = text('every');
      if (every !== 'day' && every !== 'week') throw new PlumblineError('usage', 'every is one of day, week');
      return { type, every, ...(request['route'] === undefined ? {} : { route: text('route') }) };
    }
    case 'wake':
      return { type, incident: text('incident') };
    case 'snooze':
      return { type, incident: text('incident'), until: text('until'), reason: text('reason'), owner: text('owner') };
  }
}
