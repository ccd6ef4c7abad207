import { spellPlace } from '../../field-place.ts';
import { formatRef } from '../../kube-object.ts';
import type { DriftReport } from '../../report.ts';
import { describeAuthor } from '../describe-author.ts';
import { describeUnchecked } from '../describe-unchecked.ts';
import { escapeText } from '../escape-text.ts';
import { formatCount } from '../format-quantity.ts';
import { formatValue } from '../format-value.ts';
import { truncateMiddle } from '../text-width.ts';
import { type Page, writeHeading, writeWrapped } from './page.ts';

const SHOWN = 15;

/** What could not be read: nothing is claimed about it. Each with what to do. */
export function writeUnchecked({ unchecked }: DriftReport, page: Page): string[] {
  return writeList(page, 'COULD NOT BE CHECKED', 'nothing is claimed about these', unchecked, (item) => {
    const { what, why, advice } = describeUnchecked(item);
    return [
      `  ${page.paint.warning('?')} ${page.paint.strong(truncateMiddle(what, page.width - 4))}`,
      ...writeWrapped(page, 6, why),
      ...(advice === undefined ? [] : writeWrapped(page, 6, advice, page.paint.faint)),
    ];
  });
}

/** Live values that nothing explains and nothing condemns. */
export function writeUndecided({ undecided }: DriftReport, page: Page): string[] {
  return writeList(page, 'UNDECIDED', 'neither drift nor in sync', undecided, ({ ref, at, live, reason, setBy }) => [
    ...writeWrapped(page, 2, `? ${escapeText(formatRef(ref))}`, page.paint.strong),
    ...writeWrapped(page, 6, escapeText(at), page.paint.place),
    `${' '.repeat(8)}${page.paint.live(truncateMiddle(formatValue(live), page.width - 8))}`,
    ...writeWrapped(page, 6, `${escapeText(reason)}${setBy ? `: ${describeAuthor(setBy, page.now)}` : ''}`, page.paint.faint),
  ]);
}

/** Fields of git that this cluster does not know. */
export function writePruned({ pruned }: DriftReport, page: Page): string[] {
  return writeList(
    page,
    'DROPPED BY THE CLUSTER',
    'its schema does not know these: a typo?',
    pruned,
    ({ ref, origin, at, desired, ...field }) => [
      ...writeWrapped(page, 2, `! ${escapeText(formatRef(ref))}  ${escapeText(spellPlace(field, origin))}`, page.paint.strong),
      ...writeWrapped(page, 6, escapeText(at), page.paint.place),
      `${' '.repeat(8)}${page.paint.git(truncateMiddle(formatValue(desired), page.width - 8))}`,
    ],
  );
}

/** What the operator should know about rules and about how the check went. */
export function writeAdvice({ advice }: DriftReport, page: Page): string[] {
  return writeList(page, 'WORTH KNOWING', '', advice, ({ about, message }) => [
    ...writeWrapped(page, 2, `! ${escapeText(about)}`, page.paint.strong),
    ...writeWrapped(page, 6, escapeText(message)),
  ]);
}

function writeList<T>(page: Page, title: string, right: string, items: readonly T[], write: (item: T) => string[]): string[] {
  if (items.length === 0) return [];
  const shown = page.explain ? items : items.slice(0, SHOWN);
  const left = items.length - shown.length;
  return [
    writeHeading(page, title, right),
    '',
    ...shown.flatMap(write),
    ...(left === 0 ? [] : [`  ${page.paint.faint(`and ${formatCount(left)} more: --explain tells all`)}`]),
  ];
}
