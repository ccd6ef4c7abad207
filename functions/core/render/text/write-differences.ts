import { escapeText } from '../escape-text.ts';
import type { FoldedDifferences, NamespaceDifferences } from '../fold-differences.ts';
import { formatCount, formatPlural } from '../format-quantity.ts';
import { type Page, writeHeading } from './page.ts';
import { signOf } from './signs.ts';
import { writeMissing } from './write-missing.ts';
import { type Budget, writeModified } from './write-modified.ts';
import { writeRepeated } from './write-repeated.ts';
import { writeUnmanaged } from './write-unmanaged.ts';

/** How many modified objects are told in full, and how many more in one line, before only their number is. */
const IN_FULL = 50;
const IN_ONE_LINE = 250;

/** Every departure: first what repeats, then namespace by namespace, cluster-scoped objects first. One section each. */
export function writeDifferences(folded: FoldedDifferences, page: Page): string[][] {
  if (folded.namespaces.length === 0) return [];
  const budget: Budget = page.explain
    ? { full: Number.POSITIVE_INFINITY, line: Number.POSITIVE_INFINITY }
    : { full: IN_FULL, line: IN_ONE_LINE };
  const sections = [
    ...folded.repeated.map((repeated) => writeRepeated(repeated, page)),
    ...folded.namespaces.map((namespace) => writeNamespace(namespace, budget, page)),
  ];
  const [first, ...rest] = sections;
  return first === undefined ? [] : [[...writeLegend(page), '', ...first], ...rest];
}

/** Once, before the first difference: what the signs and the arrow mean. */
function writeLegend(page: Page): string[] {
  const signs = (['modified', 'missing', 'unmanaged'] as const).map((type) => signOf(type, page.paint));
  const legend = signs.map(({ symbol, word, paint }) => `${paint(symbol)} ${page.paint.faint(word)}`).join('   ');
  return [`  ${legend}   ${page.paint.git('git')} ${page.paint.faint('→')} ${page.paint.live('cluster')}`];
}

function writeNamespace(namespace: NamespaceDifferences, budget: Budget, page: Page): string[] {
  const title = namespace.namespace === null ? 'cluster-scoped objects' : escapeText(namespace.namespace);
  const modified = namespace.modified.length + namespace.repeated;
  const counts = [
    ...(modified > 0 ? [`${formatCount(modified)} modified`] : []),
    ...(namespace.missing.length > 0 ? [`${formatCount(namespace.missing.length)} missing`] : []),
    ...(namespace.unmanaged.length > 0 ? [`${formatCount(namespace.unmanaged.length)} unmanaged`] : []),
  ];
  const blocks = [
    ...writeModified(namespace.modified, budget, page),
    ...(namespace.repeated > 0
      ? [[`  ${page.paint.faint(`${formatPlural(namespace.repeated, 'object')} with a change told above`)}`]]
      : []),
    writeMissing(namespace.missing, page),
    writeUnmanaged(namespace.unmanaged, page),
  ].filter((lines) => lines.length > 0);
  return [writeHeading(page, title, counts.join(' · ')), ...blocks.flatMap((lines) => ['', ...lines])];
}
