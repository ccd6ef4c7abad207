import type { CoverageFigure, DriftReport } from '../../report.ts';
import { escapeText } from '../escape-text.ts';
import { formatCount, formatPlural, formatShare } from '../format-quantity.ts';
import { escapeHtml } from './escape-html.ts';

const SHOWN = 12;

/** How much of each namespace is in git, as bars: the least covered first. Nothing where it is not known. */
export function writeCoverage({ coverage }: DriftReport): string {
  const known = coverage.namespaces.flatMap(({ namespace, ...figure }) =>
    figure.ratio === null || figure.unmanaged === null
      ? []
      : [{ namespace, declared: figure.declared, unmanaged: figure.unmanaged, ratio: figure.ratio }],
  );
  if (known.length === 0) return '';
  const ordered = known.toSorted((a, b) => a.ratio - b.ratio || b.unmanaged - a.unmanaged);
  const rows = ordered.map(writeRow);
  const rest = rows.slice(SHOWN);
  const more =
    rest.length === 0
      ? ''
      : `<details><summary>${formatPlural(rest.length, 'more namespace')}</summary><ul class="bars">${rest.join('')}</ul></details>`;
  return [
    '<section class="coverage" aria-labelledby="coverage"><h2 id="coverage">Coverage</h2>',
    `<p class="lead">${writeLead(coverage)}</p>`,
    `<ul class="bars">${rows.slice(0, SHOWN).join('')}</ul>${more}</section>`,
  ].join('\n');
}

function writeLead({ declared, unmanaged, ratio }: CoverageFigure): string {
  if (ratio === null || unmanaged === null) return 'Not known: unmanaged objects were not looked for.';
  return `<b>${formatShare(ratio)}</b> of what could be looked at is in git: ${formatCount(declared)} of ${formatPlural(declared + unmanaged, 'object')}.`;
}

interface Row {
  readonly namespace: string;
  readonly declared: number;
  readonly unmanaged: number;
  readonly ratio: number;
}

/** The bar has no style attribute: the policy of the page allows none. */
function writeRow({ namespace, declared, unmanaged, ratio }: Row): string {
  const name = namespace === '' ? 'the cluster itself' : escapeHtml(escapeText(namespace));
  const share = formatShare(ratio);
  const width = Math.round(ratio * 1000) / 10;
  const value = namespace === '' ? '(cluster)' : escapeHtml(escapeText(namespace));
  return [
    `<li><button type="button" data-filter="namespace" data-value="${value}" title="Show this one only">${name}</button>`,
    `<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="100" height="10"/><rect class="part" width="${width}" height="10"/></svg>`,
    `<span class="share">${share}</span><span class="count">${formatCount(declared)} in git${unmanaged === 0 ? '' : `, ${formatCount(unmanaged)} not`}</span></li>`,
  ].join('');
}
