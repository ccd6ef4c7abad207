import type { DriftLife, LifeEvent } from './drift-life.ts';
import { escapeText } from './escape-text.ts';
import { formatAge, formatTime } from './format-age.ts';

const WORDS: Readonly<Record<LifeEvent['type'], string>> = {
  opened: 'new',
  changed: 'changed',
  reminder: 'open',
  snoozed: 'snoozed',
  'snooze-ended': 'no longer snoozed',
  resolved: 'over',
};

/** `1 new, 2 over`, or that nothing is new. */
export function describeNumbers(events: readonly LifeEvent[]): string {
  const counts = (['opened', 'changed', 'resolved'] as const).flatMap((type) => {
    const count = events.filter((event) => event.type === type).length;
    return count === 0 ? [] : [`${count} ${WORDS[type]}`];
  });
  return counts.length === 0 ? 'nothing new' : counts.join(', ');
}

/** One event in a line, safe to print. */
export function describeEvent({ type, incident, title, endings }: LifeEvent): string {
  const how = endings.length === 0 ? '' : `: ${endings.join('; ')}`;
  return escapeText(`${WORDS[type]}  ${title} (${incident})${how}`);
}

/** What is open by now, since when, and what is not there for long enough. */
export function describeOpen({ open, snoozed, pending, since }: DriftLife, now: string): string {
  const oldest = since === undefined ? '' : `, the oldest since ${formatTime(since.replace(/\.\d+Z$/, 'Z'))} (${formatAge(since, now)})`;
  const asleep = snoozed === 0 ? '' : `, ${snoozed} of them snoozed`;
  return [`${open} open${oldest}${asleep}`, ...(pending === 0 ? [] : [`${pending} pending: not there for long enough yet`])].join('; ');
}
