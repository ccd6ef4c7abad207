import { asJsonObject, asString, isJsonList, type JsonObject } from '../json.ts';
import { listIn, valuesOf } from './kustomization-references.ts';

/** A chart that a kustomization wants inflated (kustomize:api/types/helmchartargs.go). */
export interface KustomizationChart {
  readonly name: string;
  /** Absent: it lies in `home`. */
  readonly repository?: string;
  readonly version?: string;
  /** Where Kustomize looks for it before it would fetch it: paths from the kustomization, as `helm pull --untar` would have made them. */
  readonly folder: string;
  /** Files of values, beside those of the chart. */
  readonly valuesFiles: readonly string[];
}

const USUAL_HOME = 'charts';
/** Texts that become arguments of Helm. */
const ARGUMENTS = ['name', 'repo', 'version', 'releaseName', 'namespace', 'nameTemplate', 'kubeVersion'];

/** The charts of a kustomization, or why one cannot be inflated here. */
export function listCharts(kustomization: JsonObject): readonly KustomizationChart[] | string {
  const globals = asJsonObject(valuesOf(kustomization, 'helmGlobals')[0]);
  if (asString(globals['configHome'])) return 'helmGlobals.configHome is a folder of settings of Helm, which are not used';
  const charts: KustomizationChart[] = [];
  for (const entry of listIn(kustomization, 'helmCharts').map(asJsonObject)) {
    const name = asString(entry['name']) ?? '';
    const version = asString(entry['version']);
    const repository = asString(entry['repo']);
    const texts = [...ARGUMENTS.map((key) => asString(entry[key]) ?? ''), ...textsOf(entry, 'apiVersions')];
    const odd = texts.find((text) => text.startsWith('-'));
    if (odd !== undefined) return `helmCharts holds ${JSON.stringify(odd.slice(0, 60))}, which Helm would take for an option`;
    if (!/^[A-Za-z0-9][\w.-]*$/.test(name) || (version !== undefined && !/^[\w.+~^*-]*$/.test(version)))
      return `helmCharts: ${JSON.stringify(name.slice(0, 60))} is not the name of a chart, with a version that may be part of a path`;
    const home = asString(globals['chartHome']) || USUAL_HOME;
    const values = [asString(entry['valuesFile']) ?? '', ...textsOf(entry, 'additionalValuesFiles')].filter((file) => file !== '');
    charts.push({
      name,
      // Kustomize 5.8: charts of one name and several versions lie beside each other.
      folder: repository && version ? `${home}/${name}-${version}/${name}` : `${home}/${name}`,
      valuesFiles: values,
      ...(repository ? { repository } : {}),
      ...(version ? { version } : {}),
    });
  }
  return charts;
}

function textsOf(entry: JsonObject, field: string): readonly string[] {
  const list = entry[field];
  return isJsonList(list) ? list.flatMap((text) => asString(text) ?? []) : [];
}
