import type { Incident } from '../incident/incident.ts';
import type { Period } from '../incident/mean-times.ts';
import { minutesBetween } from '../incident/moments.ts';
import type { Snooze } from '../incident/snooze.ts';
import { titleIncident } from '../incident/title-incident.ts';
import { compareText } from '../kube-object.ts';
import { escapeText } from '../render/escape-text.ts';
import type { Digest, DigestSnooze } from './digest.ts';

/** What ends within so many minutes is marked. */
const SOON_MINUTES = 7 * 24 * 60;

export interface SnoozeQuestion {
  readonly snoozes: readonly Snooze[];
  readonly accepted: readonly Snooze[];
  readonly period: Period;
  /** What is open for the route, and in the whole fleet. */
  readonly open: readonly Incident[];
  readonly fleet: readonly Incident[];
  /** Incidents that ever concerned the route. */
  readonly concerned: ReadonlySet<string>;
}

/**
 * What people asked to be left alone, what of it ended in the period, and what git accepts: each with who, why and until when, the next to end first. What
 * git accepts and nothing is open of is listed everywhere: nobody knows any more whom it concerns.
 */
export function listSnoozes(question: SnoozeQuestion): Pick<Digest, 'snoozed' | 'expired' | 'accepted'> {
  const { snoozes, accepted, period, open, fleet, concerned } = question;
  const own = new Map(open.map((incident) => [incident.id, incident]));
  const all = new Map(fleet.map((incident) => [incident.id, incident]));
  const holds = ({ until }: Pick<Snooze, 'until'>): boolean => Date.parse(until) > Date.parse(period.to);
  const hasEnded = (snooze: Snooze): boolean => !holds(snooze) && Date.parse(snooze.until) > Date.parse(period.from);
  const describe = (snooze: Snooze, by: DigestSnooze['by']): DigestSnooze => {
    const { incident, until, reason, owner, digest } = snooze;
    const what = own.get(incident);
    return {
      incident,
      until,
      reason: escapeText(reason),
      owner: escapeText(owner),
      ...(what === undefined ? {} : { title: escapeText(titleIncident(what)) }),
      by,
      outdated: all.has(incident) && all.get(incident)?.digest !== digest,
      endsSoon: holds(snooze) && minutesBetween(period.to, until) <= SOON_MINUTES,
    };
  };
  const sort = (list: readonly DigestSnooze[]): DigestSnooze[] =>
    [...list].sort((a, b) => Date.parse(a.until) - Date.parse(b.until) || compareText(a.incident, b.incident));
  const isOurs = ({ incident }: Snooze): boolean => own.has(incident) || !all.has(incident);
  return {
    snoozed: sort(snoozes.filter((each) => holds(each) && own.has(each.incident)).map((each) => describe(each, 'command'))),
    expired: sort([
      ...snoozes.filter((each) => hasEnded(each) && concerned.has(each.incident)).map((each) => describe(each, 'command')),
      ...accepted.filter((each) => hasEnded(each) && isOurs(each)).map((each) => describe(each, 'git')),
    ]),
    accepted: sort(accepted.filter((each) => holds(each) && isOurs(each)).map((each) => describe(each, 'git'))),
  };
}
