import { compareText } from '../kube-object.ts';
import { escapeText } from '../render/escape-text.ts';
import type { Digest, DigestCount } from './digest.ts';
import type { Span } from './list-episodes.ts';

/** Names that are worth telling. */
const MOST = 10;

/** What made the departures of a period: severity rules, and the managers that set them; the most incidents first. Checks that fail are no drift. */
export function countNoise(spans: readonly Span[]): Digest['noisiest'] {
  const drift = spans.filter(({ entry: { type } }) => type !== 'failed' && type !== 'incomplete');
  return { rules: count(drift, ({ entry }) => entry.rule), managers: count(drift, ({ entry }) => entry.manager) };
}

function count(spans: readonly Span[], nameOf: (span: Span) => string | undefined): DigestCount[] {
  return [...Map.groupBy(spans, nameOf)]
    .flatMap(([name, own]) =>
      name === undefined
        ? []
        : [{ name: escapeText(name), incidents: new Set(own.map(({ incident }) => incident)).size, objects: own.length }],
    )
    .sort((a, b) => b.incidents - a.incidents || b.objects - a.objects || compareText(a.name, b.name))
    .slice(0, MOST);
}
