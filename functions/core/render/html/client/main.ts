import { formatCount, formatPlural } from '../../format-quantity.ts';
import { FACETS, type Facet } from '../page-filters.ts';
import type { PageData } from '../page-object.ts';
import { listenForTheme } from './choose-theme.ts';
import { listenForCopies } from './copy-text.ts';
import { listenForKeys } from './listen-for-keys.ts';
import { createObjectList } from './object-list.ts';
import { type PageState, parseState, spellState } from './page-state.ts';
import { listenForPlaces } from './show-instances.ts';

/** The script of the HTML report: everything it works with stands in the page, and it asks nobody for anything. */
function start(): void {
  const data = JSON.parse(document.getElementById('data')?.textContent ?? '{"objects":[],"suppressed":[]}') as PageData;
  const announce = (text: string): void => {
    const live = document.getElementById('announcement');
    if (live) live.textContent = text;
  };
  document.documentElement.classList.add('scripted');
  const theme = document.getElementById('theme');
  if (theme) listenForTheme(theme);
  listenForCopies(document.body, announce);
  listenForPlaces(document.body, data.suppressed);
  const root = document.getElementById('objects');
  const form = document.querySelector<HTMLFormElement>('.toolbar');
  if (root && form) startList(data, root, form);
}

function startList({ objects }: PageData, root: HTMLElement, form: HTMLFormElement): void {
  const list = createObjectList(root, objects);
  const search = form.querySelector('#search') as HTMLInputElement;
  const order = form.querySelector('#order') as HTMLSelectElement;
  const selects = new Map(FACETS.map((facet) => [facet, form.querySelector<HTMLSelectElement>(`[data-facet=${facet}]`)]));
  let state = parseState(location.hash);
  const apply = (next: PageState): void => {
    state = next;
    search.value = state.text ?? '';
    order.value = state.order;
    for (const [facet, select] of selects) if (select) select.value = state.values[facet] ?? '';
    const found = list.show(state, state.order);
    const isAll = found === objects.length;
    const output = form.querySelector('#found');
    if (output) output.textContent = isAll ? count(found) : `${formatCount(found)} of ${count(objects.length)}`;
    const chosen = state.text !== undefined || Object.values(state.values).some(Boolean);
    form.querySelector('#reset')?.toggleAttribute('hidden', !chosen);
    const spelled = spellState(state);
    if (spelled !== location.hash.slice(1))
      history.replaceState(null, '', spelled === '' ? location.pathname + location.search : `#${spelled}`);
  };
  const read = (): void => {
    const values = Object.fromEntries([...selects].flatMap(([facet, select]) => (select?.value ? [[facet, select.value]] : [])));
    apply({ ...(search.value === '' ? {} : { text: search.value }), values, order: order.value === 'severity' ? 'severity' : 'namespace' });
  };
  const clear = (): void => apply({ values: {}, order: state.order });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    clear();
  });
  form.addEventListener('change', read);
  search.addEventListener('input', read);
  form.querySelector('#unfold')?.addEventListener('click', () => list.setOpen('open'));
  form.querySelector('#fold')?.addEventListener('click', () => list.setOpen('closed'));
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : undefined;
    const button = target?.closest<HTMLElement>('button[data-filter]');
    const facet = button?.dataset['filter'] as Facet | undefined;
    if (button && facet) {
      const value = button.dataset['value'] ?? '';
      apply({ ...state, values: { ...state.values, [facet]: state.values[facet] === value ? '' : value } });
      form.scrollIntoView({ block: 'start' });
    }
    const group = target?.closest<HTMLElement>('button[data-group]');
    if (group) {
      const next = list.unfold(Number(group.dataset['group']));
      if (next !== undefined) focusObject(list.reveal(next), 'nearest');
    }
    const link = target?.closest<HTMLAnchorElement>('a[data-object]');
    if (link) {
      event.preventDefault();
      if (list.reveal(Number(link.dataset['object'])) === null) clear();
      const article = list.reveal(Number(link.dataset['object']));
      article?.querySelector('details')?.setAttribute('open', '');
      focusObject(article, 'start');
    }
  });
  addEventListener('hashchange', () => {
    // Addresses of sections are the browser's.
    if (location.hash === '' || location.hash.includes('=')) apply(parseState(location.hash));
  });
  addEventListener('beforeprint', list.buildForPrint);
  listenForKeys(search, clear);
  apply(/=/.test(location.hash) ? state : { values: {}, order: 'namespace' });
}

function focusObject(article: Element | null, block: ScrollLogicalPosition): void {
  article?.scrollIntoView({ block });
  article?.querySelector('summary')?.focus({ preventScroll: true });
}

function count(objects: number): string {
  return formatPlural(objects, 'object');
}

start();
