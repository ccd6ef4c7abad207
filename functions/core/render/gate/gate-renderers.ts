import { stringifyJson } from '../../json.ts';
import { escapeControls } from '../escape-text.ts';
import type { GateRenderer } from './gate-renderer.ts';
import { renderGateMarkdown } from './render-gate-markdown.ts';
import { renderGateText } from './render-gate-text.ts';

/** Every way of writing a gate down; the first is the default of the command line. JSON is the stored document itself. */
export const GATE_RENDERERS: readonly [GateRenderer, ...GateRenderer[]] = [
  { name: 'text', render: renderGateText },
  { name: 'json', render: (gate) => `${escapeControls(stringifyJson(gate, 2))}\n` },
  { name: 'markdown', render: renderGateMarkdown },
];
