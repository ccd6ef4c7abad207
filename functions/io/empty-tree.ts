import type { SourceRef } from '../core/check.ts';
import type { SourceTree } from './source-tree.ts';

/** True for a chart from elsewhere whose values all stand in the request: no repository has a part in it. */
export function needsNoRepository({ rendering }: SourceRef): boolean {
  return rendering?.type === 'helm' && rendering.chart.type !== 'path' && rendering.valuesFiles.length === 0;
}

/** The tree of such a source: nothing lies there. What was compared is the chart, by its digest or version. */
export function createEmptyTree({ id, url, revision, rendering }: SourceRef): SourceTree {
  const chart = rendering?.type === 'helm' && rendering.chart.type !== 'path' ? rendering.chart : undefined;
  const commit = chart?.digest ?? (chart?.type === 'oci' ? chart.tag : undefined) ?? chart?.version ?? revision;
  return {
    revision: { source: id, url: chart?.url ?? url, revision, commit },
    path: '',
    find: async () => undefined,
    list: async () => [],
    read: async () => new Uint8Array(),
    readHistory: async () => [],
    blame: async (questions) => questions.map(() => undefined),
  };
}
