import { describeAuthor } from '../render/describe-author.ts';
import { formatAge } from '../render/format-age.ts';
import type { AlertDifference } from './alert.ts';
import { cutLine } from './cut-text.ts';
import { linkUrl } from './link-url.ts';
import type { Room } from './room.ts';

/** A text that may be a link. */
export interface Piece {
  readonly text: string;
  readonly url?: string;
}

/** One difference in words that every channel shares. Plain text: each channel escapes it its own way. */
export interface DifferenceWords {
  readonly object: string;
  /** Only where the alert is about several. */
  readonly cluster?: string;
  /** What departs: the path of a field, or nothing for a whole object. */
  readonly at?: string;
  /** Values of both sides, or what is so where one has none. */
  readonly desired?: string;
  readonly live?: string;
  /** Of a side without a value: `not in git`, `gone from the cluster`. */
  readonly state?: string;
  readonly by?: string;
  readonly file?: Piece;
}

const WHOLE: Readonly<Record<AlertDifference['type'], string>> = {
  changed: 'departs from git',
  missing: 'missing in the cluster',
  extra: 'in no repository',
};

const FIELD: Readonly<Record<AlertDifference['type'], string | undefined>> = {
  changed: undefined,
  missing: 'gone from the cluster',
  extra: 'not in git',
};

/** Writes the parts of one difference, cut to the room. */
export function describeDifference(difference: AlertDifference, room: Room, now: string, isFleet: boolean): DifferenceWords {
  const { object, cluster, environment, at, type, desired, live, file, blame } = difference;
  const cut = (text: string): string => cutLine(text, room.text);
  const state = at === undefined ? WHOLE[type] : FIELD[type];
  const by = describeManager(difference, now);
  const url = linkUrl(difference.fileUrl);
  return {
    object: cut(object),
    ...(isFleet ? { cluster: cut(environment === undefined ? cluster : `${cluster} (${environment})`) } : {}),
    ...(at === undefined ? {} : { at: cut(at) }),
    ...(desired === undefined ? {} : { desired: cut(desired) }),
    ...(live === undefined ? {} : { live: cut(live) }),
    ...(state === undefined ? {} : { state }),
    ...(by === undefined ? {} : { by: cut(by) }),
    ...(file === undefined
      ? {}
      : { file: { text: cut(blame === undefined ? file : `${file} (${blame})`), ...(url === undefined ? {} : { url }) } }),
  };
}

function describeManager({ manager, managerClass, since }: AlertDifference, now: string): string | undefined {
  if (manager === undefined) return since === undefined ? undefined : `${formatAge(since, now)} or earlier`;
  if (managerClass === undefined) return since === undefined ? manager : `${manager}, ${formatAge(since, now)} or earlier`;
  const time = since === undefined ? {} : { time: since };
  return describeAuthor({ manager, operation: 'Update', class: managerClass, ...time }, now);
}

/** Git's value and the live one, or what is so where a side has none: `3 → 5`, `3 → gone from the cluster`, `5 (not in git)`. `quote` writes a value. */
export function writeValues({ desired, live, state }: DifferenceWords, quote: (value: string) => string, arrow = ' → '): string {
  const sides = [desired, live].flatMap((side) => (side === undefined ? [] : [quote(side)]));
  if (state === undefined) return sides.join(arrow);
  return live === undefined ? [...sides, state].join(arrow) : `${sides.join(arrow)} (${state})`;
}
