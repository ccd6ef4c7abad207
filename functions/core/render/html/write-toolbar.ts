import { compareText } from '../../kube-object.ts';
import { SEVERITIES } from '../../severity/severity.ts';
import { formatCount } from '../format-quantity.ts';
import { escapeHtml } from './escape-html.ts';
import { FACETS, type Facet, listValues } from './page-filters.ts';
import type { PageObject } from './page-object.ts';

const LABELS: Readonly<Record<Facet, readonly [label: string, all: string]>> = {
  level: ['Severity', 'any severity'],
  type: ['Type', 'any type'],
  namespace: ['Namespace', 'all namespaces'],
  kind: ['Kind', 'all kinds'],
  team: ['Team', 'all teams'],
  manager: ['Set by', 'by anybody'],
};

/** Search and filters; shown where the script runs. A facet with one value only is left out. */
export function writeToolbar(objects: readonly PageObject[]): string {
  const selects = FACETS.map((facet) => writeSelect(facet, countValues(objects, facet))).join('');
  return [
    '<form class="toolbar" role="search" aria-label="Filter the differences">',
    '<label class="search"><span class="unseen">Search</span><input type="search" id="search" placeholder="Search names, fields, values, people" autocomplete="off" spellcheck="false"><kbd aria-hidden="true">/</kbd></label>',
    selects,
    '<label class="facet"><span class="unseen">Order</span><select id="order"><option value="namespace">by namespace</option><option value="severity">worst first</option></select></label>',
    '<span class="actions"><button type="button" id="unfold">Open all</button><button type="button" id="fold">Close all</button><button type="reset" id="reset" hidden>Clear</button></span>',
    '<output id="found" aria-live="polite"></output>',
    '</form>',
  ].join('\n');
}

function writeSelect(facet: Facet, counts: ReadonlyMap<string, number>): string {
  if (counts.size < 2) return '';
  const [label, all] = LABELS[facet];
  const options = [...counts].map(
    ([value, count]) => `<option value="${escapeHtml(value)}">${escapeHtml(value)} (${formatCount(count)})</option>`,
  );
  return `<label class="facet"><span class="unseen">${label}</span><select data-facet="${facet}"><option value="">${all}</option>${options.join('')}</select></label>`;
}

function countValues(objects: readonly PageObject[], facet: Facet): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const object of objects) for (const value of listValues(object, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const order = (value: string): number => (SEVERITIES as readonly string[]).indexOf(value);
  return new Map([...counts].sort(([a], [b]) => (facet === 'level' ? order(a) - order(b) : compareText(a, b))));
}
