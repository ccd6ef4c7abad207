import { csvRenderer } from './render-csv.ts';
import { htmlRenderer } from './render-html.ts';
import { jsonRenderer } from './render-json.ts';
import { junitRenderer } from './render-junit.ts';
import { markdownRenderer } from './render-markdown.ts';
import { prometheusRenderer } from './render-prometheus.ts';
import { sarifRenderer } from './render-sarif.ts';
import { textRenderer } from './render-text.ts';
import type { Renderer } from './renderer.ts';

/** Every way of writing a report down; the first is the default of the command line. */
export const RENDERERS: readonly Renderer[] = [
  textRenderer,
  jsonRenderer,
  markdownRenderer,
  htmlRenderer,
  sarifRenderer,
  junitRenderer,
  csvRenderer,
  prometheusRenderer,
];

/** The renderer of that name, or undefined. */
export function findRenderer(name: string): Renderer | undefined {
  return RENDERERS.find((renderer) => renderer.name === name);
}
