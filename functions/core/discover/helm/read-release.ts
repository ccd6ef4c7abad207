import { asJsonObject, asString, isJsonList, isJsonObject, type Json } from '../../json.ts';
import { compareText } from '../../kube-object.ts';
import { readObjects, readText } from '../read-fields.ts';
import type { StoredRelease } from './release.ts';

/** A release as Helm stores it (helm:pkg/release/v1/release.go). Undefined where the JSON is none. */
export function readRelease(value: Json): StoredRelease | undefined {
  if (!isJsonObject(value)) return undefined;
  const manifest = asString(value['manifest']);
  const namespace = readText(value['namespace']);
  const chart = asJsonObject(value['chart']);
  const { name, version } = asJsonObject(chart['metadata']);
  if (manifest === undefined || namespace === undefined || readText(name) === undefined) return undefined;
  const hooks = readObjects(value['hooks']).map((hook) => asString(hook['manifest']) ?? '');
  const fluxRelease = findFluxRelease(manifest);
  return {
    namespace,
    chart: [readText(name), readText(version)].filter((text) => text !== undefined).join('-'),
    valueKeys: Object.keys(asJsonObject(value['config'])).sort(compareText),
    // Behind the manifest, so that its lines are those of `helm get manifest`.
    manifest: [manifest, ...hooks].join('\n---\n'),
    definitions: listDefinitions(chart['files']).join('\n---\n'),
    ...(fluxRelease === undefined ? {} : { fluxRelease }),
  };
}

/** helm:pkg/chart/chart.go, CRDObjects: files of the chart below `crds/`, in base64. Those of charts inside it are not stored. */
function listDefinitions(files: Json | undefined): string[] {
  return (isJsonList(files) ? files : []).flatMap((file) => {
    const { name, data } = asJsonObject(file);
    const isDefinition = /^crds\/.*\.(ya?ml|json)$/.test(asString(name) ?? '');
    return isDefinition ? [Buffer.from(asString(data) ?? '', 'base64').toString('utf8')] : [];
  });
}

/** Flux marks every object of a release with these labels (helm-controller:internal/postrender, origin_labels.go). */
function findFluxRelease(manifest: string): string | undefined {
  const read = (key: string): string | undefined =>
    new RegExp(`^ +helm\\.toolkit\\.fluxcd\\.io/${key}: "?([a-z0-9.-]+)"?$`, 'm').exec(manifest)?.[1];
  const [namespace, name] = [read('namespace'), read('name')];
  return namespace === undefined || name === undefined ? undefined : `${namespace}/${name}`;
}
