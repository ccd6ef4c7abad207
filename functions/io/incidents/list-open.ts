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
export async function listOpen(store: DocumentStore, now: string, accepted: readonly Snooze[]): Promise<OpenIncident[]> {
  const [books, snoozes] = await Promise.all([store.list<CheckBook>(BOOKS), store.list<Snooze>(SNOOZES)]);
  // What somebody said by hand is later than what git says.
  const said = new Map([...accepted, ...snoozes.map(({ value }) => value)].map((snooze) => [snooze.incident, snooze]));
  return listIncidents(
    books.map(({ value }) => value),
    () => true,
  ).map((incident) => {
    const snooze = said.get(incident.id);
    return { incident, snooze, state: judgeSnooze(snooze, incident.digest, now) };
  });
}
