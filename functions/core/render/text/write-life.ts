import type { DriftLife, LifeEvent } from '../drift-life.ts';
import { escapeText } from '../escape-text.ts';
import { formatAge, formatTime } from '../format-age.ts';
import { type Page, writeHeading, writeWrapped } from './page.ts';

const SHOWN = 15;
const WORDS: Readonly<Record<LifeEvent['type'], string>> = {
  opened: 'new',
  changed: 'changed',
  reminder: 'open',
  snoozed: 'snoozed',
  'snooze-ended': 'no longer snoozed',
  resolved: 'over',
};

/** What happened to the incidents of this cluster since the check before, and what is open. Nothing where none are kept. */
export function writeLife(life: DriftLife | undefined, page: Page): string[] {
  if (life === undefined) return [];
  const { events } = life;
  const more = events.length - SHOWN;
  return [
    writeHeading(page, 'SINCE THE LAST CHECK', describeNumbers(events)),
    ...events.slice(0, SHOWN).flatMap((event) => writeWrapped(page, 2, describeEvent(event))),
    ...(more > 0 ? [`  and ${more} more: plumbline incidents --store`] : []),
    ...writeWrapped(page, 2, describeOpen(life, page.now), page.paint.faint),
  ];
}

function describeNumbers(events: readonly LifeEvent[]): string {
  const counts = (['opened', 'changed', 'resolved'] as const).flatMap((type) => {
    const count = events.filter((event) => event.type === type).length;
    return count === 0 ? [] : [`${count} ${WORDS[type]}`];
  });
  return counts.length === 0 ? 'nothing new' : counts.join(', ');
}

function describeEvent({ type, incident, title, endings }: LifeEvent): string {
  const how = endings.length === 0 ? '' : `: ${endings.join('; ')}`;
  return escapeText(`${WORDS[type]}  ${title} (${incident})${how}`);
}

function describeOpen({ open, snoozed, pending, since }: DriftLife, now: string): string {
  const oldest = since === undefined ? '' : `, the oldest since ${formatTime(since.replace(/\.\d+Z$/, 'Z'))} (${formatAge(since, now)})`;
  const asleep = snoozed === 0 ? '' : `, ${snoozed} of them snoozed`;
  return [`${open} open${oldest}${asleep}`, ...(pending === 0 ? [] : [`${pending} pending: not there for long enough yet`])].join('; ');
}
