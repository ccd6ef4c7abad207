import type { DesiredObject, RenderedFrom } from '../../core/desired-state.ts';
import type { ParsedManifests } from '../../core/manifests/parse-manifests.ts';
import { splitDocuments } from '../../core/manifests/split-documents.ts';
import { locateTemplate, readTemplateComment } from '../../core/rendering/locate-template.ts';
import type { OpenedChart } from './open-chart.ts';

/** What Helm printed, with each object traced to the template that it names above it. */
export function traceTemplates(
  parsed: ParsedManifests,
  text: string,
  { copy, folder, file: chartFile }: OpenedChart,
  renderedFrom: RenderedFrom,
): ParsedManifests {
  const comments = splitDocuments(text).map((document) => readTemplateComment(document.text));
  const fileOf = (document: number): string => {
    const path = comments[document]?.replace(/^[^/]+\//, '');
    if (path === undefined || folder === undefined) return chartFile;
    const file = folder === '' ? path : `${folder}/${path}`;
    return copy.files.has(file) ? file : chartFile;
  };
  const counts = new Map<string, number>();
  const trace = (object: DesiredObject): DesiredObject => {
    const file = fileOf(object.document);
    const template = new TextDecoder().decode(copy.files.get(file) ?? new Uint8Array());
    const key = `${file}\n${object.kind}`;
    const nth = counts.get(key) ?? 0;
    counts.set(key, nth + 1);
    const { item: _item, ...rest } = object;
    const line = file === chartFile ? 1 : locateTemplate(template, object.kind, nth);
    return { ...rest, origin: { source: object.origin.source, file, line }, document: -1, isRendered: true, renderedFrom };
  };
  const lineless = ({ line: _line, ...note }: ParsedManifests['setAside'][number]) => ({ ...note, file: chartFile });
  return {
    objects: parsed.objects.map(trace),
    hooks: parsed.hooks.map(trace),
    unchecked: parsed.unchecked.map(({ line: _line, ...gap }) => ({ ...gap, file: chartFile })),
    setAside: parsed.setAside.map(lineless),
  };
}
