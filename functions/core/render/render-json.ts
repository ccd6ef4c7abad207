import { stringifyJson } from '../json.ts';
import type { DriftReport } from '../report.ts';
import { escapeControls } from './escape-text.ts';
import type { Renderer } from './renderer.ts';

/** The report itself, as JSON; integers beyond 2^53 are written exactly. */
export const jsonRenderer: Renderer = {
  name: 'json',
  mediaType: 'application/json',
  extension: 'json',
  tells: 'every-object',
  render: renderJson,
};

function renderJson(report: DriftReport): string {
  // JSON.stringify leaves DEL, C1 and bidi controls as they are, and terminals act on them. Inside JSON the escape is the same value.
  return `${escapeControls(stringifyJson(report, 2))}\n`;
}
