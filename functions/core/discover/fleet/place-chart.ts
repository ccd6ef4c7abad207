import type { JsonObject } from '../../json.ts';
import { resolvePath } from '../../manifests/file-paths.ts';
import type { ChartRef } from '../../rendering-request.ts';
import { readText } from '../read-fields.ts';
import { type RepositoryRule, resolveRepository } from '../repository-rules.ts';

/** Where the chart of a bundle is: in its folder, at `path` below it; elsewhere; there is none; or nobody follows it there. */
export type PlacedChart =
  | { readonly type: 'here'; readonly path: string }
  | { readonly type: 'elsewhere'; readonly chart: ChartRef; readonly url: string; readonly version: string; readonly isListed: boolean }
  | { readonly type: 'none' }
  | { readonly type: 'problem'; readonly message: string };

/** `helm.chart`, `helm.repo` and `helm.version` (fleet:internal/bundlereader, addRemoteCharts and DetermineStyle). `files` are those of the bundle. */
export function placeFleetChart(helm: JsonObject, files: readonly string[], repositories: readonly RepositoryRule[]): PlacedChart {
  const [chart, repo] = [readText(helm['chart']), readText(helm['repo'])];
  const version = readText(helm['version']) ?? '*';
  if (repo === undefined && (chart === undefined || !chart.includes('://'))) {
    const path = resolvePath('', chart ?? '');
    if (path === undefined) return { type: 'problem', message: 'the path of its chart leaves its folder' };
    if (files.includes(path === '' ? 'Chart.yaml' : `${path}/Chart.yaml`)) return { type: 'here', path };
    return chart === undefined ? { type: 'none' } : { type: 'problem', message: `there is no chart in ${chart}` };
  }
  const written = repo ?? chart ?? '';
  const isOci = written.startsWith('oci://');
  if (!isOci && repo === undefined)
    return { type: 'problem', message: `its chart is fetched from a URL, which is not followed: ${withoutQuery(written)}` };
  const resolved = resolveRepository(written.replace(/^oci:/, 'https:'), repositories);
  if (resolved.type === 'refused') return { type: 'problem', message: resolved.message };
  const { url, isListed } = resolved;
  if (!isOci) return { type: 'elsewhere', chart: { type: 'repository', url, name: chart ?? '', version }, url, version, isListed };
  const oci = url.replace(/^https:/, 'oci:');
  return { type: 'elsewhere', chart: { type: 'oci', url: oci, version }, url: oci, version, isListed };
}

function withoutQuery(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//').replace(/[?#].*$/, '');
}
