import type { Judged, MissingObject } from '../../difference.ts';
import { describeBlame } from '../describe-blame.ts';
import { escapeText } from '../escape-text.ts';
import { formatCount } from '../format-quantity.ts';
import { formatKind, formatObject } from './format-object.ts';
import { type Page, writeSides, writeWrapped } from './page.ts';
import { paintLevel, signOf, worstLevel } from './signs.ts';
import { writeNames } from './write-names.ts';

/** From how many of one kind on only names are told. */
const FOLDED_FROM = 8;

/** Objects that git declares and the cluster does not have. */
export function writeMissing(objects: readonly Judged<MissingObject>[], page: Page): string[] {
  const { symbol, paint } = signOf('missing', page.paint);
  return [...Map.groupBy(objects, ({ ref }) => formatKind(ref))].flatMap(([kind, all]) => {
    if (all.length >= FOLDED_FROM && !page.explain) {
      const title = `${formatCount(all.length)} × ${escapeText(kind)}`;
      const names = all.map(({ ref }) => escapeText(ref.name));
      const level = paintLevel(worstLevel(all), page.paint);
      return [
        `  ${paint(symbol)} ${page.paint.strong(title)}  ${level} ${page.paint.faint('· not in the cluster')}`,
        ...writeNames(names, 6, page),
      ];
    }
    return all.flatMap(({ ref, origin, madeOf, blame, severity: { level } }) => {
      const name = formatObject(ref);
      const story = madeOf === undefined ? '· not in the cluster' : `· not made of ${escapeText(`${madeOf.kind} ${madeOf.name}`)}`;
      const left = `  ${paint(symbol)} ${page.paint.strong(name)}  ${paintLevel(level, page.paint)} ${page.paint.faint(story)}`;
      return [
        ...writeSides(page, left, `  ${symbol} ${name}  ${level} ${story}`, escapeText(`${origin.file}:${origin.line}`), 4),
        ...(blame === undefined ? [] : writeWrapped(page, 6, describeBlame(blame, page.now), page.paint.faint)),
      ];
    });
  });
}
