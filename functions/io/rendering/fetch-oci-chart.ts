import { asJsonObject, asString, isJsonList, type JsonObject, parseJson } from '../../core/json.ts';
import { type FetchedBytes, type FetchRules, fetchBytes } from './fetch-bytes.ts';
import { checkDigest, hostOfChart, LARGEST_ARCHIVE, type RemoteChart } from './fetch-chart.ts';
import { RenderRefusal } from './render-refusal.ts';

const MANIFESTS = 'application/vnd.oci.image.manifest.v1+json';
const CONTENT = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
const LARGEST_MANIFEST = 4_000_000;

/** Brings the archive of a chart that is kept as an OCI artefact, with an anonymous token where the registry wants one. Throws RenderRefusal. */
export async function fetchOciChart(chart: Extract<RemoteChart, { readonly type: 'oci' }>, rules: FetchRules): Promise<Uint8Array> {
  const host = hostOfChart(chart);
  const path = URL.canParse(chart.url) ? new URL(chart.url).pathname.replace(/^\/+|\/+$/g, '') : '';
  if (host === '' || !/^[\w./-]+$/.test(path))
    throw new RenderRefusal('the address of the OCI chart is none, like oci://registry.example.com/charts/web');
  const what = `the chart ${path} of ${host}`;
  // A tag has no `+`: Helm writes `_` for it.
  const reference = chart.digest ?? chart.version?.replaceAll('+', '_');
  if (reference === undefined) throw new RenderRefusal(`${what} has neither a version nor a digest`);
  const registry = new Registry(host, path, rules);
  const manifest = await registry.get(`manifests/${reference}`, MANIFESTS, LARGEST_MANIFEST, what);
  if (chart.digest !== undefined) checkDigest(manifest.bytes, chart.digest, what);
  const layers = parseObject(manifest.bytes)['layers'];
  const layer = (isJsonList(layers) ? layers.map(asJsonObject) : []).find(({ mediaType }) => mediaType === CONTENT);
  const digest = asString(layer?.['digest']);
  if (digest === undefined || !/^sha256:[0-9a-f]{64}$/.test(digest)) throw new RenderRefusal(`${what} is no Helm chart`);
  const archive = await registry.get(`blobs/${digest}`, CONTENT, LARGEST_ARCHIVE, what);
  checkDigest(archive.bytes, digest, what);
  return archive.bytes;
}

class Registry {
  private readonly host: string;
  private readonly path: string;
  private readonly rules: FetchRules;
  private token: string | undefined;

  constructor(host: string, path: string, rules: FetchRules) {
    this.host = host;
    this.path = path;
    this.rules = rules;
  }

  async get(what: string, accept: string, limit: number, name: string): Promise<FetchedBytes> {
    const first = await this.ask(what, accept, limit);
    const challenge = first.status === 401 && this.token === undefined ? first.headers['www-authenticate'] : undefined;
    if (challenge !== undefined) this.token = await this.fetchToken(challenge);
    const fetched = challenge === undefined ? first : await this.ask(what, accept, limit);
    if (fetched.status === 200) return fetched;
    if (fetched.status === 401 || fetched.status === 403)
      throw new RenderRefusal(`${name} is not given to everybody (${fetched.status}), and Plumbline has no credential for it`);
    throw new RenderRefusal(`${name} could not be had: the answer is ${fetched.status}`);
  }

  private ask(what: string, accept: string, limit: number): Promise<FetchedBytes> {
    const scheme = this.rules.allowLoopback && /^(localhost|127\.|\[::1\])/.test(this.host) ? 'http' : 'https';
    const headers = { accept, ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }) };
    return fetchBytes(`${scheme}://${this.host}/v2/${this.path}/${what}`, this.host, this.rules, { headers, limit });
  }

  private async fetchToken(challenge: string): Promise<string> {
    const field = (name: string): string | undefined => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1];
    const realm = field('realm');
    if (!/^Bearer /i.test(challenge) || realm === undefined || !URL.canParse(realm)) {
      throw new RenderRefusal(`${this.host} wants a credential, and Plumbline has none for it`);
    }
    const url = new URL(realm);
    const service = field('service');
    if (service !== undefined) url.searchParams.set('service', service);
    url.searchParams.set('scope', `repository:${this.path}:pull`);
    const answer = await fetchBytes(url.href, this.host, this.rules, { limit: LARGEST_MANIFEST });
    const body = parseObject(answer.bytes);
    const token = asString(body['token']) ?? asString(body['access_token']);
    if (answer.status !== 200 || token === undefined)
      throw new RenderRefusal(`${this.host} gives nobody a token for ${this.path} (${answer.status})`);
    return token;
  }
}

function parseObject(bytes: Uint8Array): JsonObject {
  try {
    return asJsonObject(parseJson(new TextDecoder().decode(bytes)));
  } catch {
    return {};
  }
}
