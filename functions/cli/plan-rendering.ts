import type { RenderingRequest } from '../core/rendering-request.ts';
import { type Arguments, usageError } from './parse-arguments.ts';

/** How the arguments want sources to be rendered; nothing where they do not say. A value of a chart makes the source a chart. */
export function planRendering(args: Arguments): { readonly rendering?: RenderingRequest } {
  const how = args.text('render') ?? (hasHelm(args) ? 'helm' : undefined);
  if (how !== 'helm' && hasHelm(args)) throw usageError('check', `--render ${how} takes no option of Helm`);
  switch (how) {
    case 'plain':
      return { rendering: { type: 'plain' } };
    case 'kustomize':
      return { rendering: { type: 'kustomize' } };
    case 'helm':
      return { rendering: planHelm(args) };
    default:
      return {};
  }
}

function hasHelm(args: Arguments): boolean {
  return ['helm-values', 'helm-set', 'helm-release'].some((name) => args.has(name));
}

function planHelm(args: Arguments): RenderingRequest {
  const releaseName = args.text('helm-release');
  const parameters = args.texts('helm-set').map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw usageError('check', `--helm-set ${text}: a value is written like image.tag=1.2.3`);
    return { name: text.slice(0, at), value: text.slice(at + 1) };
  });
  return {
    type: 'helm',
    chart: { type: 'path' },
    namespace: args.text('namespace-default') ?? 'default',
    valuesFiles: args.texts('helm-values'),
    ...(releaseName === undefined ? {} : { releaseName }),
    ...(parameters.length === 0 ? {} : { parameters }),
  };
}
