import type { CheckBook } from '../../core/incident/check-book.ts';
import { type Incident, listIncidents } from '../../core/incident/incident.ts';
import { judgeSnooze, type Snooze, type SnoozeState } from '../../core/incident/snooze.ts';
import type { DocumentStore } from '../documents/document-store.ts';
import { BOOKS } from './record-run.ts';
import { SNOOZES } from './tell-incidents.ts';

/** An incident that is open, and what somebody said of it. */
export interface OpenIncident {
  readonly incident: Incident;
  readonly snooze: Snooze | undefined;
  readonly state: SnoozeState;
}

/** Every incident that is open in the fleet, the worst first. */
export async function listOpen(store: DocumentStore, now: string): Promise<OpenIncident[]> {
  const [books, snoozes] = await Promise.all([store.list<CheckBook>(BOOKS), store.list<Snooze>(SNOOZES)]);
  const said = new Map(snoozes.map(({ value }) => [value.incident, value]));
  return listIncidents(
    books.map(({ value }) => value),
    () => true,
  ).map((incident) => {
    const snooze = said.get(incident.id);
    return { incident, snooze, state: judgeSnooze(snooze, incident.digest, now) };
  });
}
