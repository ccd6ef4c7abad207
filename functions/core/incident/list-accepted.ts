import type { AcceptedDrift } from '../config/alerts-schema.ts';
import type { Snooze } from './snooze.ts';

/** What the configuration accepts, as snoozes: to the end of the last day, in UTC. */
export function listAccepted(accepted: readonly AcceptedDrift[]): Snooze[] {
  return accepted.map(({ until, ...rest }) => ({ ...rest, until: `${until}T23:59:59Z`, since: '' }));
}
