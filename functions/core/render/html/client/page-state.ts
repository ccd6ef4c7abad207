import { FACETS, type PageFilters } from '../page-filters.ts';

export type Order = 'namespace' | 'severity';

/** What the reader chose, as the address of the page keeps it: so a view can be passed on. */
export interface PageState extends PageFilters {
  readonly order: Order;
}

/** Reads `#q=web&level=critical`. What is not known is left out. */
export function parseState(hash: string): PageState {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const values = Object.fromEntries(FACETS.flatMap((facet) => (given.get(facet) ? [[facet, given.get(facet)]] : [])));
  const text = given.get('q') ?? '';
  return { ...(text === '' ? {} : { text }), values, order: given.get('order') === 'severity' ? 'severity' : 'namespace' };
}

/** Spells a state as `parseState` reads it; '' where nothing is chosen. */
export function spellState({ text, values, order }: PageState): string {
  const chosen = new URLSearchParams();
  if (text) chosen.set('q', text);
  for (const facet of FACETS) {
    const value = values[facet];
    if (value) chosen.set(facet, value);
  }
  if (order === 'severity') chosen.set('order', order);
  return chosen.toString();
}
