import { asJsonObject, type JsonObject } from '../../json.ts';
import { resolvePath } from '../../manifests/file-paths.ts';
import type { ChartRef } from '../../rendering-request.ts';
import type { DiscoveryContext } from '../discovery-rule.ts';
import { readText, readTexts } from '../read-fields.ts';
import { resolveRepository } from '../repository-rules.ts';
import { type ToolObject, titleOf } from '../tool-object.ts';
import { findReference, readGitRepository } from './find-source.ts';

/** Where the chart of a HelmRelease is. `valuesFiles` are those of the chart itself. */
export type PlacedChart =
  | {
      readonly type: 'chart';
      readonly chart: ChartRef;
      readonly url: string;
      readonly revision: string;
      readonly path: string;
      readonly isListed: boolean;
      readonly valuesFiles: readonly string[];
      readonly notes: readonly string[];
    }
  | { readonly type: 'problem'; readonly message: string };

/** `spec.chartRef`, or `spec.chart.spec` (helm-controller:api/v2): of a git repository, a Helm repository or an OCI registry. */
export function placeChart(spec: JsonObject, object: ToolObject, context: DiscoveryContext): PlacedChart {
  if (spec['chartRef'] === undefined) return placeTemplate(asJsonObject(asJsonObject(spec['chart'])['spec']), object, context);
  const found = findReference(spec['chartRef'], object, context);
  if (found.type === 'problem') return found;
  switch (found.object.kind) {
    case 'OCIRepository':
      return placeArtefact(found.object, context);
    case 'HelmChart':
      return placeTemplate(asJsonObject(found.object.body['spec']), found.object, context);
    default:
      return { type: 'problem', message: `its chart is in ${titleOf(found.object)}, which is not read` };
  }
}

/** `chart`, `version`, `sourceRef` and `valuesFiles`, in the release or in a HelmChart of its own. */
function placeTemplate(template: JsonObject, object: ToolObject, context: DiscoveryContext): PlacedChart {
  const found = findReference(template['sourceRef'], object, context);
  if (found.type === 'problem') return found;
  const name = readText(template['chart']) ?? '';
  const version = readText(template['version']) ?? '*';
  const valuesFiles = readTexts(template['valuesFiles']);
  switch (found.object.kind) {
    case 'GitRepository': {
      const place = readGitRepository(found.object, context);
      const path = resolvePath('', name);
      if (place.type === 'problem') return place;
      if (path === undefined) return { type: 'problem', message: 'the path of its chart leaves the repository' };
      const { url, revision, isListed, notes } = place;
      // Flux names them from the root of the repository.
      const files = valuesFiles.map((file) => `/${resolvePath('', file) ?? file}`);
      return { type: 'chart', chart: { type: 'path' }, url, revision, path, isListed, valuesFiles: files, notes };
    }
    case 'HelmRepository': {
      const extra = valuesFiles.filter((file) => !/^(\.\/)?values\.ya?ml$/.test(file));
      if (extra.length > 0)
        return { type: 'problem', message: `values files inside a chart of a Helm repository are not read: ${extra.join(', ')}` };
      return placeInRepository(found.object, name, version, context);
    }
    default:
      return { type: 'problem', message: `its chart is in ${titleOf(found.object)}, which is not read` };
  }
}

function placeInRepository(object: ToolObject, name: string, version: string, { repositories }: DiscoveryContext): PlacedChart {
  const written = readText(asJsonObject(object.body['spec'])['url']) ?? '';
  const isOci = written.startsWith('oci://');
  const resolved = resolveRepository(written.replace(/^oci:/, 'https:'), repositories);
  if (resolved.type === 'refused') return { type: 'problem', message: resolved.message };
  const url = isOci ? `${resolved.url.replace(/^https:/, 'oci:').replace(/\/+$/, '')}/${name}` : resolved.url;
  const chart: ChartRef = isOci ? { type: 'oci', url, version } : { type: 'repository', url, name, version };
  return { type: 'chart', chart, url, revision: version, path: '', isListed: resolved.isListed, valuesFiles: [], notes: [] };
}

function placeArtefact(object: ToolObject, { repositories }: DiscoveryContext): PlacedChart {
  const spec = asJsonObject(object.body['spec']);
  const resolved = resolveRepository((readText(spec['url']) ?? '').replace(/^oci:/, 'https:'), repositories);
  if (resolved.type === 'refused') return { type: 'problem', message: resolved.message };
  const ref = asJsonObject(spec['ref']);
  const [digest, semver, tag] = ['digest', 'semver', 'tag'].map((key) => readText(ref[key]));
  const url = resolved.url.replace(/^https:/, 'oci:');
  const chart: ChartRef = {
    type: 'oci',
    url,
    ...(digest === undefined ? (semver === undefined ? { tag: tag ?? 'latest' } : { version: semver }) : { digest }),
  };
  const revision = digest ?? semver ?? tag ?? 'latest';
  return { type: 'chart', chart, url, revision, path: '', isListed: resolved.isListed, valuesFiles: [], notes: [] };
}
