import { stringifyJson } from '../../json.ts';
import type { ReportDiff } from '../../report-diff/report-diff.ts';
import { escapeControls } from '../escape-text.ts';
import type { RenderOptions } from '../renderer.ts';
import { renderDiffHtml } from './render-diff-html.ts';
import { renderDiffMarkdown } from './render-diff-markdown.ts';
import { renderDiffText } from './render-diff-text.ts';

/** One way of writing two compared reports down. */
export interface DiffRenderer {
  /** What `--output` calls it. */
  readonly name: string;
  readonly render: (diff: ReportDiff, options: RenderOptions) => string;
}

/** Every way; the first is the default of the command line. */
export const DIFF_RENDERERS: readonly [DiffRenderer, ...DiffRenderer[]] = [
  { name: 'text', render: renderDiffText },
  { name: 'json', render: (diff) => `${escapeControls(stringifyJson(diff, 2))}\n` },
  { name: 'markdown', render: renderDiffMarkdown },
  { name: 'html', render: renderDiffHtml },
];
