import type { DesiredObject } from '../../core/desired-state.ts';
import { readText } from '../read-text.ts';
import { collectKustomization } from '../rendering/collect-kustomization.ts';
import { openChart } from '../rendering/open-chart.ts';
import { renderCopy } from '../rendering/render-copy.ts';
import { RenderRefusal } from '../rendering/render-refusal.ts';
import type { Workbench } from '../rendering/workbench.ts';
import type { SourceTree } from '../source-tree.ts';
import type { DesiredSources } from './desired.ts';

/** Commits that are looked through for earlier texts of a file. */
const HISTORY_COMMITS = 30;

/** A source that was read, and what it was rendered with. */
export interface OpenedTree {
  readonly tree: SourceTree;
  readonly bench?: Workbench | undefined;
  readonly declareWith?: DeclareWith | undefined;
}

/** What a source would declare with some of its files replaced, by their paths; undefined where it could then not be read whole. */
export type DeclareWith = (texts: ReadonlyMap<string, string>) => Promise<readonly DesiredObject[] | undefined>;

/** The way back to the files of sources, by their ids. */
export function buildSources(opened: ReadonlyMap<string, OpenedTree>): DesiredSources {
  const treeOf = (source: string): SourceTree | undefined => opened.get(source)?.tree;
  return {
    async readText(source, file) {
      const tree = treeOf(source);
      const read = tree && (await readText(tree, file));
      return read?.type === 'text' ? read.text : undefined;
    },
    async collect(source, folder, request) {
      const tree = treeOf(source);
      if (tree === undefined) return undefined;
      return collectKustomization(tree, folder, request, refuseFetching).catch(forgetRefusal);
    },
    async openChart(source, folder, request) {
      const tree = treeOf(source);
      const bench = opened.get(source)?.bench;
      if (tree === undefined || bench === undefined) return undefined;
      const chart = await openChart(tree, folder, request, bench).catch(forgetRefusal);
      return chart && { chart, render: (args, copy) => renderCopy({ tool: 'helm', args, copy }, bench) };
    },
    async declareWith(source, texts) {
      return opened.get(source)?.declareWith?.(texts);
    },
    async readHistory(source, file, commits = HISTORY_COMMITS) {
      return (await treeOf(source)?.readHistory(file, commits)) ?? [];
    },
    async blame(source, questions) {
      return (await treeOf(source)?.blame(questions)) ?? [];
    },
  };
}

/** Nothing is fetched for the sake of a line. */
async function refuseFetching(): Promise<never> {
  throw new RenderRefusal('its charts are elsewhere');
}

/** What was rendered a moment ago and cannot be any more leads nowhere. */
function forgetRefusal(error: unknown): undefined {
  if (error instanceof RenderRefusal) return undefined;
  throw error;
}
