import type { RenderingRequest } from '../rendering-request.ts';

/** How a source becomes objects, in a few words. */
export function describeRendering(rendering: RenderingRequest | undefined): string {
  if (rendering === undefined) return 'as it lies there';
  switch (rendering.type) {
    case 'plain':
      return rendering.recurse === false ? 'plain, this folder only' : 'plain';
    case 'kustomize': {
      const fields = Object.keys(rendering.overlay ?? {});
      const count = Object.keys(rendering.substitute ?? {}).length;
      return [
        'kustomize',
        ...(fields.length > 0 ? [`with ${fields.join(', ')}`] : []),
        ...(rendering.substitute === undefined ? [] : [`${count} ${count === 1 ? 'variable' : 'variables'} filled in`]),
      ].join(', ');
    }
    case 'helm': {
      const values = [
        ...rendering.valuesFiles,
        ...(rendering.values === undefined ? [] : ['values']),
        ...(rendering.parameters === undefined ? [] : ['parameters']),
        ...(rendering.postRender === undefined ? [] : ['a post-renderer']),
      ];
      return `helm, release ${rendering.releaseName}${values.length > 0 ? `, with ${values.join(', ')}` : ''}`;
    }
  }
}

/** The chart or the folder that a source is. */
export function describePlace({ path, rendering }: { readonly path: string; readonly rendering?: RenderingRequest }): string {
  if (rendering?.type === 'helm' && rendering.chart.type !== 'path') {
    const { chart } = rendering;
    return chart.type === 'repository' ? `chart ${chart.name}` : 'chart';
  }
  return path === '' ? '/' : path;
}
