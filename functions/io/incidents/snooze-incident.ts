import { PlumblineError } from '../../core/errors.ts';
import type { Snooze } from '../../core/incident/snooze.ts';
import type { DocumentStore } from '../documents/document-store.ts';
import { listOpen } from './list-open.ts';
import { SNOOZES } from './tell-incidents.ts';

/** What somebody says of an incident. */
export type SnoozeRequest = Pick<Snooze, 'incident' | 'until' | 'reason' | 'owner'>;

/** The longest that an incident can be left alone: what lasts longer belongs into git, as an ignore rule or in `accepted`. */
const MOST_DAYS = 92;

/** Leaves an incident alone as it is now. Throws PlumblineError `usage` where there is no such incident, or the request is not one to keep. */
export async function snoozeIncident(store: DocumentStore, request: SnoozeRequest, now: string): Promise<Snooze> {
  checkRequest(request, now);
  const open = await listOpen(store, now, []);
  const found = open.find(({ incident }) => incident.id === request.incident);
  if (found === undefined) {
    const known = open.map(({ incident }) => incident.id).slice(0, 10);
    throw new PlumblineError('usage', `no incident ${request.incident} is open`, {
      advice:
        known.length === 0
          ? 'No incident is open at all.'
          : `Open are ${known.join(', ')}${open.length > known.length ? ' and more' : ''}.`,
    });
  }
  const snooze: Snooze = { ...request, digest: found.incident.digest, since: now };
  for (;;) {
    const before = await store.read<Snooze>(SNOOZES, request.incident);
    if ((await store.write(SNOOZES, request.incident, snooze, before?.version)) !== undefined) return snooze;
  }
}

/** Takes back what somebody said: the incident is told of again. */
export async function wakeIncident(store: DocumentStore, incident: string, now: string): Promise<Snooze> {
  for (;;) {
    const before = await store.read<Snooze>(SNOOZES, incident);
    if (before === undefined) throw new PlumblineError('usage', `${incident} is not snoozed`);
    const ended = { ...before.value, until: now };
    if ((await store.write(SNOOZES, incident, ended, before.version)) !== undefined) return ended;
  }
}

function checkRequest({ until, reason, owner }: SnoozeRequest, now: string): void {
  const days = (Date.parse(until) - Date.parse(now)) / 86_400_000;
  if (Number.isNaN(days) || days <= 0) throw new PlumblineError('usage', `a snooze ends later than now; ${JSON.stringify(until)} does not`);
  if (days > MOST_DAYS) {
    throw new PlumblineError('usage', `a snooze lasts ${MOST_DAYS} days at most`, {
      advice: 'What is right for longer belongs into git: an ignore rule, or `accepted` in plumbline.yaml.',
    });
  }
  if (reason.trim() === '') throw new PlumblineError('usage', 'a snooze says why: --reason');
  if (owner.trim() === '') throw new PlumblineError('usage', 'a snooze says who answers for it: --owner');
}
