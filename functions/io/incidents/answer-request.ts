import { messageOf, PlumblineError } from '../../core/errors.ts';
import type { CheckBook } from '../../core/incident/check-book.ts';
import { type IncidentAnswer, type ListedIncident, parseIncidentRequest } from '../../core/incident/incident-request.ts';
import { listAcceptedStates, listOver, listPending } from '../../core/incident/list-rest.ts';
import type { Snooze } from '../../core/incident/snooze.ts';
import { titleIncident } from '../../core/incident/title-incident.ts';
import type { Json } from '../../core/json.ts';
import type { DocumentStore } from '../documents/document-store.ts';
import { readAccepted } from './keep-accepted.ts';
import { type KeptRoute, readRoutes } from './keep-routes.ts';
import { listOpen, type OpenIncident } from './list-open.ts';
import { BOOKS } from './record-run.ts';
import { snoozeIncident, wakeIncident } from './snooze-incident.ts';
import { sumUp } from './sum-up.ts';

/** Incidents that one answer holds: more than that nobody reads, and a payload has an end. */
const MOST_INCIDENTS = 1_000;
const MOST_CLUSTERS = 20;

/** What a configuration says that answers rest on; absent: as it was kept when incidents were told the last time. */
export interface AnswerConfig {
  readonly accepted: readonly Snooze[];
  readonly routes: readonly KeptRoute[];
}

/** Does what is asked of incidents. What is wrong with the request is an answer, too. */
export async function answerIncidentRequest(
  store: DocumentStore,
  request: Json,
  now: string,
  config?: AnswerConfig,
): Promise<IncidentAnswer> {
  try {
    const asked = parseIncidentRequest(request);
    switch (asked.type) {
      case 'list':
        return await listAll(store, now, config?.accepted ?? (await readAccepted(store)));
      case 'digest': {
        const { accepted, routes } = config ?? { accepted: await readAccepted(store), routes: await readRoutes(store) };
        return { type: 'digest', digest: await sumUp(store, asked, { accepted, routes }, now) };
      }
      case 'wake':
        return { type: 'snoozed', snooze: await wakeIncident(store, asked.incident, now) };
      case 'snooze': {
        const { type: _type, ...snooze } = asked;
        return { type: 'snoozed', snooze: await snoozeIncident(store, snooze, now) };
      }
    }
  } catch (error) {
    if (!(error instanceof PlumblineError)) throw error;
    return { type: 'error', code: error.code, message: messageOf(error), ...(error.advice === undefined ? {} : { advice: error.advice }) };
  }
}

async function listAll(store: DocumentStore, now: string, accepted: readonly Snooze[]): Promise<IncidentAnswer> {
  const [open, stored] = await Promise.all([listOpen(store, now, accepted), store.list<CheckBook>(BOOKS)]);
  const books = stored.map(({ value }) => value);
  const digests = new Map(open.map(({ incident: { id, digest } }) => [id, digest]));
  return {
    type: 'incidents',
    incidents: open.slice(0, MOST_INCIDENTS).map(list),
    pending: listPending(books),
    over: listOver(books, now),
    accepted: listAcceptedStates(accepted, digests, now),
  };
}

function list({ incident, snooze, state }: OpenIncident): ListedIncident {
  const { id, digest, type, severity, members, openedAt, onset } = incident;
  return {
    id,
    digest,
    about: type,
    severity,
    title: titleIncident(incident),
    objects: members.length,
    clusters: [...new Set(members.map(({ cluster }) => cluster))].sort().slice(0, MOST_CLUSTERS),
    openedAt,
    ...(onset === undefined ? {} : { onset }),
    ...(snooze === undefined
      ? {}
      : {
          snooze: {
            until: snooze.until,
            reason: snooze.reason,
            owner: snooze.owner,
            state,
            by: snooze.since === '' ? ('configuration' as const) : ('hand' as const),
          },
        }),
  };
}
