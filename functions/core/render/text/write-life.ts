import { describeEvent, describeNumbers, describeOpen } from '../describe-life.ts';
import type { DriftLife } from '../drift-life.ts';
import { type Page, writeHeading, writeWrapped } from './page.ts';

const SHOWN = 15;
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
