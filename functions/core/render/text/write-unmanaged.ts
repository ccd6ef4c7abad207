import type { Judged, UnmanagedObject } from '../../difference.ts';
import { describeAuthor } from '../describe-author.ts';
import { escapeText } from '../escape-text.ts';
import { formatAge } from '../format-age.ts';
import { formatCount } from '../format-quantity.ts';
import { formatKind, formatObject } from './format-object.ts';
import { type Page, writeSides } from './page.ts';
import { paintLevel, signOf, worstLevel } from './signs.ts';
import { writeNames } from './write-names.ts';

/** From how many of one kind on only names are told, with their makers counted. */
const FOLDED_FROM = 4;

/** Objects that no source declares, by kind. */
export function writeUnmanaged(objects: readonly Judged<UnmanagedObject>[], page: Page): string[] {
  return [...Map.groupBy(objects, ({ ref }) => formatKind(ref))].flatMap(([kind, all]) =>
    all.length >= FOLDED_FROM && !page.explain ? writeKind(kind, all, page) : all.flatMap((object) => writeObject(object, page)),
  );
}

function writeObject(object: Judged<UnmanagedObject>, page: Page): string[] {
  const { symbol, paint } = signOf('unmanaged', page.paint);
  const name = formatObject(object.ref);
  const story = [
    ...(object.setBy === undefined ? [] : [describeAuthor({ ...withoutTime(object.setBy) }, page.now)]),
    ...(object.since === undefined ? [] : [`created ${formatAge(escapeText(object.since), page.now)}`]),
  ].join(', ');
  const { level } = object.severity;
  const left = `  ${paint(symbol)} ${page.paint.strong(name)}  ${paintLevel(level, page.paint)}`;
  return writeSides(page, left, `  ${symbol} ${name}  ${level}`, story || 'by whom is not recorded', 6);
}

/** An object's creation says more than its last write, and both would be too much. */
function withoutTime({ time: _time, ...setBy }: NonNullable<UnmanagedObject['setBy']>): NonNullable<UnmanagedObject['setBy']> {
  return setBy;
}

function writeKind(kind: string, objects: readonly Judged<UnmanagedObject>[], page: Page): string[] {
  const { symbol, paint } = signOf('unmanaged', page.paint);
  const title = `${formatCount(objects.length)} × ${escapeText(kind)}`;
  const makers = [...Map.groupBy(objects, ({ setBy }) => setBy?.manager ?? 'nobody recorded')]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([manager, all]) => (all.length === objects.length ? escapeText(manager) : `${escapeText(manager)} ${all.length}`));
  const newest = objects
    .map(({ since }) => since ?? '')
    .sort()
    .at(-1);
  const story = `by ${makers.slice(0, 3).join(', ')}${makers.length > 3 ? ', …' : ''}${newest ? `; newest ${formatAge(escapeText(newest), page.now)}` : ''}`;
  const names = objects.map(({ ref }) => escapeText(ref.name));
  const level = worstLevel(objects);
  return [
    ...writeSides(
      page,
      `  ${paint(symbol)} ${page.paint.strong(title)}  ${paintLevel(level, page.paint)}`,
      `  ${symbol} ${title}  ${level}`,
      story,
      6,
    ),
    ...writeNames(names, 6, page),
  ];
}
