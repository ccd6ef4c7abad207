import { createHash } from 'node:crypto';
import type { Agent } from 'node:http';
import { asString } from '../../core/json.ts';
import type { Access, Connection } from './connection.ts';
import { createAgent } from './create-agent.ts';
import type { CredentialSettings } from './credential-settings.ts';
import { type Credentials, createCredentialReader } from './credentials.ts';
import { readData } from './entry-data.ts';
import { type SelectedContext, serverOf } from './select-context.ts';

interface Opened {
  readonly connection: Connection;
  readonly credentials: Credentials;
}

/** The way to the API server of one kubeconfig context. */
export function createKubeconfigAccess(selected: SelectedContext, settings: CredentialSettings): Access {
  const server = serverOf(selected.cluster);
  const readCredentials = createCredentialReader(selected, settings);
  const agents = new Map<string, Agent>();
  let opening: Promise<Opened> | undefined;
  let opened: Opened | undefined;

  async function open(): Promise<Opened> {
    const credentials = await readCredentials();
    const tls = { ...(await readServerTrust(selected)), cert: credentials.cert, key: credentials.key };
    // Other key material means other connections; those of the old agent end when their requests do.
    const key = createHash('sha256').update(JSON.stringify(tls)).digest('hex');
    const proxy = asString(selected.cluster.body['proxy-url']);
    const agent = agents.get(key) ?? (await createAgent({ server, tls, proxy, environment: settings.environment }));
    agents.set(key, agent);
    return { connection: { agent, headers: credentials.headers }, credentials };
  }

  // Requests that come while the credentials are being read wait for the same reading: a plugin runs once.
  function openOnce(): Promise<Opened> {
    opening ??= open()
      .then((result) => {
        opened = result;
        return result;
      })
      .finally(() => {
        opening = undefined;
      });
    return opening;
  }

  return {
    server,
    async connect() {
      if (opened !== undefined && opened.credentials.expires > Date.now()) return opened.connection;
      return (await openOnce()).connection;
    },
    async renew(refused) {
      if (opened !== undefined && opened.connection !== refused) return opened.connection;
      return (await openOnce()).connection;
    },
    explainRefusal: () => opened?.credentials.doubt ?? 'check the credentials',
    close() {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}

async function readServerTrust({ cluster }: SelectedContext) {
  const unverified = cluster.body['insecure-skip-tls-verify'] === true;
  return {
    ca: await readData(cluster, 'certificate-authority'),
    servername: asString(cluster.body['tls-server-name']),
    rejectUnauthorized: unverified ? false : undefined,
  };
}
