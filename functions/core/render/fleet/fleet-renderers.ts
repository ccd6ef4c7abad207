import type { FleetView } from '../../fleet/fleet-view.ts';
import { stringifyJson } from '../../json.ts';
import { escapeControls } from '../escape-text.ts';
import type { RenderOptions } from '../renderer.ts';
import { renderFleetHtml } from './render-fleet-html.ts';
import { renderFleetMarkdown } from './render-fleet-markdown.ts';
import { renderFleetText } from './render-fleet-text.ts';

/** One way of writing a fleet down. */
export interface FleetRenderer {
  /** What `--output` calls it. */
  readonly name: string;
  readonly render: (view: FleetView, options: RenderOptions) => string;
}

/** Every way; the first is the default of the command line. */
export const FLEET_RENDERERS: readonly [FleetRenderer, ...FleetRenderer[]] = [
  { name: 'text', render: renderFleetText },
  { name: 'json', render: (view) => `${escapeControls(stringifyJson(view, 2))}\n` },
  { name: 'markdown', render: renderFleetMarkdown },
  { name: 'html', render: renderFleetHtml },
];
