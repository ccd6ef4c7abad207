import { formatCount, formatPlural } from '../format-quantity.ts';
import { escapeHtml } from './escape-html.ts';
import type { PageObject } from './page-object.ts';

/** From so many objects on, the same change is told once; as in the text report. */
const REPEATED_FROM = 4;
const NAMED = 20;

/** Which objects are told by themselves, and which stand behind another one that has the very same change. */
export interface FoldedObjects {
  readonly shown: readonly number[];
  /** By the object that tells for them. */
  readonly behind: ReadonlyMap<number, readonly number[]>;
}

/** Puts objects behind the first that has the same change. Their order stays. Groups in `unfolded` are told one by one. */
export function foldRepeated(
  ids: readonly number[],
  objects: readonly Pick<PageObject, 'same'>[],
  unfolded: ReadonlySet<number>,
): FoldedObjects {
  const groups = new Map<number, number[]>();
  for (const id of ids) {
    const same = objects[id]?.same;
    if (same === undefined || unfolded.has(same)) continue;
    const group = groups.get(same);
    if (group === undefined) groups.set(same, [id]);
    else group.push(id);
  }
  const behind = new Map<number, readonly number[]>();
  const hidden = new Set<number>();
  for (const [first, ...rest] of groups.values()) {
    if (first === undefined || rest.length + 1 < REPEATED_FROM) continue;
    behind.set(first, rest);
    for (const id of rest) hidden.add(id);
  }
  return { shown: ids.filter((id) => !hidden.has(id)), behind };
}

/** The line below an object that tells for others: how many, some of their names, and a button that shows them. */
export function writeFolded(same: number, others: readonly PageObject[]): string {
  const names = others.slice(0, NAMED).map(({ namespace, name }) => escapeHtml(namespace === '' ? name : `${namespace}/${name}`));
  const left = others.length - names.length;
  const more = left > 0 ? ` and ${formatCount(left)} more` : '';
  return `<p class="same"><button type="button" data-group="${same}">Show</button> the very same change in ${formatPlural(others.length, 'object')} more: ${names.join(', ')}${more}</p>`;
}
