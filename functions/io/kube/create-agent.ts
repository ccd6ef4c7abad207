import http, { type Agent } from 'node:http';
import https, { type AgentOptions } from 'node:https';

export interface AgentSettings {
  readonly server: URL;
  readonly tls: Pick<AgentOptions, 'ca' | 'cert' | 'key' | 'servername' | 'rejectUnauthorized'>;
  /** `proxy-url` of the cluster entry. */
  readonly proxy: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The one keep-alive agent for all requests to an API server: TLS is negotiated once per connection and not once per request. */
export async function createAgent({ server, tls, proxy, environment }: AgentSettings): Promise<Agent> {
  const options = { ...withoutUndefined(tls), keepAlive: true };
  if (proxy?.startsWith('socks')) return createSocksAgent(proxy, server, options);
  const proxyEnv = proxy === undefined ? proxiesOf(environment, server) : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
  return server.protocol === 'http:' ? new http.Agent({ keepAlive: true, proxyEnv }) : new https.Agent({ ...options, proxyEnv });
}

/** The proxies that the environment names, as every Go client reads them: none for the machine itself. */
function proxiesOf(environment: AgentSettings['environment'], server: URL): Record<string, string> {
  if (/^(localhost|127\..*|\[::1\])$/.test(server.hostname)) return {};
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];
  return Object.fromEntries(names.map((name) => [name, environment[name] ?? '']).filter(([, value]) => value !== ''));
}

async function createSocksAgent(proxyUrl: string, server: URL, options: AgentOptions): Promise<Agent> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  // An API server behind SOCKS may speak plain http; there is then nothing to verify.
  const cluster = { name: 'cluster', server: server.href, proxyUrl, skipTLSVerify: server.protocol === 'http:' };
  config.loadFromClusterAndUser(cluster, { name: 'user' });
  const request: https.RequestOptions = { ...options };
  await config.applyToHTTPSOptions(request);
  const agent = request.agent;
  if (agent === undefined || typeof agent === 'boolean') throw new Error('client-node made no agent for the SOCKS proxy');
  return Object.assign(agent, { keepAlive: true });
}

function withoutUndefined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}
