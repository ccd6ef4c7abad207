import { asJsonObject, asString, isJsonList } from '../../core/json.ts';
import { chooseVersion, isExactVersion } from '../../core/versions/choose-version.ts';
import { parseFullVersion } from '../../core/versions/version.ts';
import type { FetchRules } from './fetch-bytes.ts';
import { checkDigest, type FetchedChart, hostOfChart, LARGEST_ARCHIVE, type RemoteChart } from './fetch-chart.ts';
import { OciRegistry, parseObject } from './oci-registry.ts';
import { RenderRefusal } from './render-refusal.ts';

type OciChart = Extract<RemoteChart, { readonly type: 'oci' }>;

const MANIFESTS = 'application/vnd.oci.image.manifest.v1+json';
const CONTENT = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
const LARGEST_MANIFEST = 4_000_000;

/** Brings the archive of a chart that is kept as an OCI artefact. Throws RenderRefusal. */
export async function fetchOciChart(chart: OciChart, rules: FetchRules): Promise<FetchedChart> {
  const host = hostOfChart(chart);
  const path = URL.canParse(chart.url) ? new URL(chart.url).pathname.replace(/^\/+|\/+$/g, '') : '';
  if (host === '' || !/^[\w./-]+$/.test(path))
    throw new RenderRefusal('the address of the OCI chart is none, like oci://registry.example.com/charts/web');
  const what = `the chart ${path} of ${host}`;
  const registry = new OciRegistry(host, path, rules);
  const version = await chooseReference(chart, registry, what);
  // A tag has no `+`: Helm writes `_` for it.
  const reference = version.startsWith('sha256:') ? version : version.replaceAll('+', '_');
  if (!/^[\w.:-]+$/.test(reference)) throw new RenderRefusal(`${what} has no version that is called ${JSON.stringify(version)}`);
  const manifest = await registry.get(`manifests/${reference}`, MANIFESTS, LARGEST_MANIFEST, what);
  if (chart.digest !== undefined) checkDigest(manifest.bytes, chart.digest, what);
  const layers = parseObject(manifest.bytes)['layers'];
  const layer = (isJsonList(layers) ? layers.map(asJsonObject) : []).find(({ mediaType }) => mediaType === CONTENT);
  const digest = asString(layer?.['digest']);
  if (digest === undefined || !/^sha256:[0-9a-f]{64}$/.test(digest)) throw new RenderRefusal(`${what} is no Helm chart`);
  const archive = await registry.get(`blobs/${digest}`, CONTENT, LARGEST_ARCHIVE, what);
  checkDigest(archive.bytes, digest, what);
  return { version, archive: archive.bytes };
}

/** The digest, the tag, the version as it stands, or of a range the newest that the registry has. */
async function chooseReference({ digest, tag, version = '*' }: OciChart, registry: OciRegistry, what: string): Promise<string> {
  if (digest !== undefined) return digest;
  if (tag !== undefined) return tag;
  if (isExactVersion(version)) return version;
  const versions = (await registry.listTags(what)).map((name) => name.replaceAll('_', '+'));
  const chosen = chooseVersion(versions, version, parseFullVersion);
  if (chosen === undefined) throw new RenderRefusal(`${what} has no version in ${JSON.stringify(version)}`);
  return chosen;
}
