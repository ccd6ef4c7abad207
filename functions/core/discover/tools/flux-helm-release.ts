import { asJsonObject, type JsonObject } from '../../json.ts';
import type { HelmRequest } from '../../rendering-request.ts';
import { type Discovered, type MadeNamespace, NOTHING_DISCOVERED } from '../discovered-source.ts';
import type { DiscoveryContext, DiscoveryRule } from '../discovery-rule.ts';
import { readCommonMetadata } from '../flux/common-metadata.ts';
import { findElsewhere } from '../flux/is-here.ts';
import { nameRelease } from '../flux/name-release.ts';
import { placeChart } from '../flux/place-chart.ts';
import { readFluxIgnoreRules } from '../flux/read-ignore-rules.ts';
import { readValues } from '../flux/read-values.ts';
import { nameSource } from '../name-source.ts';
import { readObjects, readText } from '../read-fields.ts';
import { type ToolObject, titleOf } from '../tool-object.ts';

/** helm-controller:api/v2/helmrelease_types.go. */
export const fluxHelmRelease: DiscoveryRule = { tool: 'flux', group: 'helm.toolkit.fluxcd.io', kind: 'HelmRelease', read: readObject };

function readObject(object: ToolObject, context: DiscoveryContext): Discovered {
  const spec = asJsonObject(object.body['spec']);
  const destination = findElsewhere(spec['kubeConfig'], context.destinations);
  if (destination !== undefined) return { ...NOTHING_DISCOVERED, elsewhere: [{ tool: 'flux', object, destination }] };
  const values = readValues(spec, object, context);
  if (values === 'waiting') return NOTHING_DISCOVERED;
  const id = nameSource(object);
  const placed = placeChart(spec, object, context);
  const ignore = readFluxIgnoreRules(asJsonObject(spec['driftDetection'])['ignore'], {
    field: 'driftDetection.ignore',
    title: titleOf(object),
    source: id,
  });
  const namespace = readText(spec['targetNamespace']) ?? object.namespace;
  const isChart = placed.type === 'chart';
  const rendering: HelmRequest = {
    type: 'helm',
    chart: isChart ? placed.chart : { type: 'path' },
    releaseName: nameRelease(spec, object.name),
    namespace,
    valuesFiles: isChart ? placed.valuesFiles : [],
    ...(Object.keys(values.values).length > 0 ? { values: values.values } : {}),
    ...(asJsonObject(asJsonObject(spec['chart'])['spec'])['ignoreMissingValuesFiles'] === true ? { ignoreMissingValuesFiles: true } : {}),
    ...(asJsonObject(spec['install'])['crds'] === 'Skip' ? { includeCrds: false } : {}),
    ...readPostRender(spec),
  };
  return {
    ...NOTHING_DISCOVERED,
    sources: [
      {
        source: {
          id,
          url: isChart ? placed.url : '',
          revision: isChart ? placed.revision : '',
          path: isChart ? placed.path : '',
          defaultNamespace: namespace,
          worktree: false,
          rendering,
        },
        tool: 'flux',
        object,
        isListed: isChart && placed.isListed,
        ignore: ignore.rules,
        namespaces: listNamespaces(spec, namespace),
        problems: [...(isChart ? [] : [placed.message]), ...values.problems],
        notes: [
          ...(isChart ? placed.notes : []),
          ...(spec['suspend'] === true ? [`${titleOf(object)} is suspended: Flux delivers nothing of it, and puts nothing back.`] : []),
          ...ignore.notes,
        ],
      },
    ],
  };
}

/** Post-renderers one after the other, and `commonMetadata` behind them, as one kustomization. */
function readPostRender(spec: JsonObject): Pick<HelmRequest, 'postRender'> {
  const steps = readObjects(spec['postRenderers']).map((step) => asJsonObject(step['kustomize']));
  const patches = steps.flatMap((step) => readObjects(step['patches']));
  const images = steps.flatMap((step) => readObjects(step['images']));
  const transformers = readCommonMetadata(spec['commonMetadata']);
  if (patches.length + images.length + transformers.length === 0) return {};
  return {
    postRender: {
      ...(patches.length > 0 ? { patches } : {}),
      ...(images.length > 0 ? { images } : {}),
      ...(transformers.length > 0 ? { transformers } : {}),
    },
  };
}

function listNamespaces(spec: JsonObject, name: string): readonly MadeNamespace[] {
  return asJsonObject(spec['install'])['createNamespace'] === true ? [{ name, labels: {}, annotations: {} }] : [];
}
