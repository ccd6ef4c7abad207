import { describeEvent, describeNumbers, describeOpen } from '../describe-life.ts';
import type { DriftLife } from '../drift-life.ts';
import { escapeHtml } from './escape-html.ts';
import { writeSection } from './write-notes.ts';

/** What is new, changed and over since the last check; nothing where no incidents are kept beside the report. */
export function writeLife(life: DriftLife | undefined, readAt: string): string {
  if (life === undefined) return '';
  const lead = escapeHtml(`${describeNumbers(life.events)}; ${describeOpen(life, readAt)}`);
  const items = life.events.map((event) => escapeHtml(describeEvent(event)));
  return writeSection('life', 'Since the last check', lead, items.length === 0 ? ['nothing happened'] : items);
}
