import { escapeText } from '../escape-text.ts';
import type { RepeatedChange } from '../fold-differences.ts';
import { formatCount } from '../format-quantity.ts';
import { formatKind } from './format-object.ts';
import { type Page, writeHeading } from './page.ts';
import { writeFields } from './write-modified.ts';
import { writeNames } from './write-names.ts';

/** One change that many objects share: the change once, then the objects. */
export function writeRepeated({ example, objects }: RepeatedChange, page: Page): string[] {
  const { line: _line, ...origin } = example.origin;
  const fields = example.fields.map(({ line: _number, place: _place, blame: _blame, ...field }) => field);
  const names = objects.map(({ ref }) => (ref.namespace === null ? ref.name : `${ref.namespace}/${ref.name}`));
  return [
    writeHeading(
      page,
      `the same change in ${formatCount(objects.length)} × ${escapeText(formatKind(example.ref))}`,
      example.severity.level,
    ),
    '',
    ...writeFields({ ...example, origin: { ...origin, line: 0 }, fields }, page),
    '',
    ...writeNames(names.map(escapeText), 4, page),
  ];
}
