import { escapeText } from '../escape-text.ts';
import type { FoldedDifferences } from '../fold-differences.ts';
import { formatPlural } from '../format-quantity.ts';
import { formatObject } from './format-object.ts';
import { type Page, writeHeading, writeSides } from './page.ts';
import { paintLevel, signOf } from './signs.ts';

const SHOWN = 7;
const LEVEL_WIDTH = 'critical  '.length;

/** The few departures that deserve the first look, each with its reason; they are told in full further down. Empty for a report that fits a screen. */
export function writeFirst({ first, namespaces }: FoldedDifferences, page: Page): string[] {
  const all = namespaces.reduce(
    (sum, { missing, modified, repeated, unmanaged }) => sum + missing.length + modified.length + repeated + unmanaged.length,
    0,
  );
  if (first.length === 0 || all < 4) return [];
  const rows = first.slice(0, SHOWN).flatMap(({ type, ref, severity }) => {
    const { symbol, paint } = signOf(type, page.paint);
    const name = formatObject(ref, true);
    const level = paintLevel(severity.level, page.paint) + ' '.repeat(LEVEL_WIDTH - severity.level.length);
    const plain = `  ${severity.level.padEnd(LEVEL_WIDTH)}${symbol} ${name}`;
    return writeSides(page, `  ${level}${paint(symbol)} ${name}`, plain, escapeText(severity.why), 2 + LEVEL_WIDTH + 2);
  });
  const more =
    first.length > SHOWN ? [`  ${page.paint.faint(`and ${formatPlural(first.length - SHOWN, 'other')} of this weight below`)}`] : [];
  return [writeHeading(page, 'LOOK AT FIRST'), '', ...rows, ...more];
}
