import { SEVERITIES } from '../../../severity/severity.ts';
import { formatCount, formatPlural } from '../../format-quantity.ts';
import { escapeHtml } from '../escape-html.ts';
import { type FoldedObjects, foldRepeated, writeFolded } from '../fold-repeated.ts';
import { isWanted, type PageFilters, writeHaystack } from '../page-filters.ts';
import type { PageObject } from '../page-object.ts';
import { writeObject } from '../write-object.ts';
import type { Order } from './page-state.ts';

/** Objects that are built at once: enough for some screens, and done within a frame or two. */
const AT_ONCE = 50;
/** Up to so many, objects are open from the beginning. */
const OPEN_UP_TO = 60;
/** What is built for paper; more is told as a number. */
const PRINTED = 1000;

/** The list of objects, built as far as the reader has scrolled. */
export interface ObjectList {
  readonly show: (filters: PageFilters, order: Order) => number;
  /** Tells each object of a group with the same change by itself; returns the first that was not told before. */
  readonly unfold: (same: number) => number | undefined;
  /** Builds as far as this object where it is among those found, and returns it. */
  readonly reveal: (id: number) => Element | null;
  readonly setOpen: (state: 'open' | 'closed') => void;
  readonly buildForPrint: () => void;
}

export function createObjectList(root: HTMLElement, objects: readonly PageObject[]): ObjectList {
  const haystacks: string[] = [];
  const haystackOf = (id: number, object: PageObject): string => (haystacks[id] ??= writeHaystack(object));
  const rank = (id: number): number => SEVERITIES.indexOf((objects[id] as PageObject).level);
  let found: readonly number[] = [];
  let { shown, behind }: FoldedObjects = { shown: [], behind: new Map() };
  const unfolded = new Set<number>();
  let built = 0;
  let grouped = true;
  let state: 'open' | 'closed' = 'open';
  const sentinel = document.createElement('div');
  sentinel.className = 'sentinel';
  const build = (count: number): void => {
    const end = Math.min(shown.length, built + count);
    const html: string[] = [];
    for (; built < end; built++) {
      const id = shown[built] as number;
      const object = objects[id] as PageObject;
      const before = built === 0 ? undefined : objects[shown[built - 1] as number];
      if (grouped && before?.namespace !== object.namespace) html.push(writeNamespace(object.namespace, countIn(object.namespace)));
      html.push(writeObject(object, id, state));
      const others = behind.get(id);
      if (others && object.same !== undefined)
        html.push(
          writeFolded(
            object.same,
            others.flatMap((other) => objects[other] ?? []),
          ),
        );
    }
    sentinel.insertAdjacentHTML('beforebegin', html.join(''));
    sentinel.hidden = built >= shown.length;
  };
  const countIn = (namespace: string): number => found.filter((id) => objects[id]?.namespace === namespace).length;
  const restart = (): void => {
    const known = built;
    root.replaceChildren(sentinel);
    built = 0;
    build(Math.max(AT_ONCE, Math.min(known, 4 * AT_ONCE)));
  };
  const unfold = (same: number): number | undefined => {
    const first = shown.find((id) => objects[id]?.same === same && behind.has(id));
    const next = first === undefined ? undefined : behind.get(first)?.[0];
    unfolded.add(same);
    ({ shown, behind } = foldRepeated(found, objects, unfolded));
    restart();
    return next;
  };
  new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && build(AT_ONCE), {
    rootMargin: '1500px',
  }).observe(sentinel);
  return {
    show: (filters, order) => {
      const wanted: number[] = [];
      objects.forEach((object, id) => {
        if (isWanted(object, () => haystackOf(id, object), filters)) wanted.push(id);
      });
      grouped = order === 'namespace';
      root.dataset['order'] = order;
      found = grouped ? wanted : wanted.sort((a, b) => rank(a) - rank(b) || a - b);
      ({ shown, behind } = foldRepeated(found, objects, unfolded));
      state = shown.length <= OPEN_UP_TO ? 'open' : 'closed';
      built = 0;
      restart();
      return found.length;
    },
    unfold,
    reveal: (id) => {
      const same = objects[id]?.same;
      if (same !== undefined && found.includes(id) && !shown.includes(id)) unfold(same);
      const at = shown.indexOf(id);
      if (at >= built) build(at - built + AT_ONCE);
      return at < 0 ? null : document.getElementById(`o${id}`);
    },
    setOpen: (next) => {
      state = next;
      restart();
    },
    buildForPrint: () => {
      // Paper has no button to press.
      if (behind.size > 0) {
        shown = found;
        behind = new Map();
        restart();
      }
      build(PRINTED - built);
      const left = shown.length - built;
      sentinel.textContent = left > 0 ? `and ${formatCount(left)} more objects, which are in the file and not on paper` : '';
    },
  };
}

function writeNamespace(namespace: string, count: number): string {
  const name = namespace === '' ? 'The cluster itself' : escapeHtml(namespace);
  return `<h3 class="group">${name} <span class="facts">${formatPlural(count, 'object')}</span></h3>`;
}
