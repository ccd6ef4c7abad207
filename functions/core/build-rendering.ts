import type { RenderConfig } from './config/render-schema.ts';
import type { ChartRef, RenderingRequest } from './rendering-request.ts';

/** The request for a rendering that the configuration describes. `fillIn` puts the cluster into paths. */
export function buildRendering(render: RenderConfig, namespace: string, fillIn: (template: string) => string): RenderingRequest {
  switch (render.type) {
    case 'plain': {
      const { type, include, exclude, patterns, recurse } = render;
      return { type, ...omitUndefined({ include, exclude, patterns, recurse }) };
    }
    case 'kustomize':
      return { type: 'kustomize' };
    case 'helm': {
      const { type, chart, release, valuesFiles, values, parameters, includeCrds, ignoreMissingValuesFiles } = render;
      return {
        type,
        chart: buildChart(chart),
        namespace,
        valuesFiles: valuesFiles.map(fillIn),
        ...omitUndefined({
          releaseName: release === undefined ? undefined : fillIn(release),
          ignoreMissingValuesFiles,
          values,
          includeCrds,
        }),
        ...(parameters === undefined
          ? {}
          : { parameters: parameters.map((parameter) => ({ ...parameter, value: fillIn(parameter.value) })) }),
      } as RenderingRequest;
    }
  }
}

/** The newest release. */
const ANY_VERSION = '*';

function buildChart(chart: Extract<RenderConfig, { readonly type: 'helm' }>['chart']): ChartRef {
  if (chart === undefined) return { type: 'path' };
  const { version, digest } = chart;
  if ('oci' in chart) return { type: 'oci', url: chart.oci, ...omitUndefined({ version, digest }) };
  return {
    type: 'repository',
    url: chart.repository,
    name: chart.name,
    version: chart.version ?? ANY_VERSION,
    ...omitUndefined({ digest }),
  };
}

/** Only what is there, as exact optional properties want it. */
function omitUndefined<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
