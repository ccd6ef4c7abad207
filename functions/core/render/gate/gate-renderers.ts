import type { GateReport } from '../../gate/gate-report.ts';
import { stringifyJson } from '../../json.ts';
import { escapeControls } from '../escape-text.ts';
import { csvRenderer } from '../render-csv.ts';
import { junitRenderer } from '../render-junit.ts';
import { sarifRenderer } from '../render-sarif.ts';
import type { RenderOptions } from '../renderer.ts';
import { extractDrift } from './extract-drift.ts';
import type { GateRenderer } from './gate-renderer.ts';
import { renderGateHtml } from './render-gate-html.ts';
import { renderGateMarkdown } from './render-gate-markdown.ts';
import { renderGateText } from './render-gate-text.ts';

/** Every way of writing a gate down; the first is the default of the command line. JSON is the stored document itself; SARIF, JUnit and CSV tell what has drifted. */
export const GATE_RENDERERS: readonly [GateRenderer, ...GateRenderer[]] = [
  { name: 'text', render: renderGateText },
  { name: 'json', render: (gate) => `${escapeControls(stringifyJson(gate, 2))}\n` },
  { name: 'markdown', render: renderGateMarkdown },
  { name: 'html', render: renderGateHtml },
  ...[sarifRenderer, junitRenderer, csvRenderer].map(({ name, render }) => ({
    name,
    render: (gate: GateReport, options: RenderOptions) => render(extractDrift(gate), options),
  })),
];
