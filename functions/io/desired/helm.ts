import type { RenderedFrom } from '../../core/desired-state.ts';
import type { ParsedManifests } from '../../core/manifests/parse-manifests.ts';
import { parseManifests } from '../../core/manifests/parse-manifests.ts';
import { markUnstable } from '../../core/rendering/find-unstable.ts';
import { describeFailedRender } from '../rendering/describe-failed-render.ts';
import { openChart } from '../rendering/open-chart.ts';
import { renderPatched } from '../rendering/post-render.ts';
import { renderTwice } from '../rendering/render-twice.ts';
import { traceTemplates } from '../rendering/trace-templates.ts';
import type { Render } from './rendering.ts';

/** A chart as `helm template` renders it, twice: what it makes anew each time is known by that. Each object is traced to its template. */
export const renderHelm: Render<'helm'> = async (job, { source, tree, bench }) => {
  if (bench === undefined) return describeFailedRender(source.id, job, undefined);
  try {
    const { request } = job;
    const chart = await openChart(tree, job.folder, request, bench);
    const texts = await renderTwice({ tool: 'helm', args: chart.args, copy: chart.copy }, bench);
    const parse = (text: string): ParsedManifests =>
      parseManifests(text, { source: source.id, file: job.file, defaultNamespace: request.namespace });
    const renderedFrom: RenderedFrom = { folder: job.folder, request };
    const trace = (text: string): ParsedManifests => traceTemplates(parse(text), text, chart, renderedFrom);
    const patch = async (text: string): Promise<ParsedManifests> =>
      request.postRender === undefined ? trace(text) : renderPatched(trace(text), text, request.postRender, { tree, bench, parse });
    const [first, second] = [await patch(texts[0]), texts[1] === texts[0] ? undefined : await patch(texts[1])];
    const { resolved } = chart;
    if (second === undefined) return { ...first, resolved };
    const marked = markUnstable(first.objects, second.objects);
    return {
      ...first,
      resolved,
      objects: marked.objects,
      setAside: [
        ...first.setAside,
        ...marked.renamed.map(({ kind, name, origin }) => ({
          ...origin,
          reason: 'generate-name' as const,
          message: `${kind} ${name} is called otherwise at every rendering`,
        })),
      ],
    };
  } catch (error) {
    return describeFailedRender(source.id, job, error);
  }
};
