import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { KubeClient } from '../../functions/io/kube/kube-client.ts';
import { type OpenClusterOptions, openCluster } from '../../functions/io/kube/open-cluster.ts';
import type { FakeApiServer } from './fake-api-server.ts';

/** Limits under which a test of a failure takes milliseconds. Tests of silence shorten `idle`. */
export const HASTY_LIMITS = { connect: 2000, idle: 3000, total: 10_000, attempts: 4, firstBackoff: 5, longestBackoff: 20 };

/** A temporary directory that ends with the test. */
export function makeDirectory(test: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
  test.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Writes a kubeconfig with one context. JSON is YAML. */
export function writeKubeconfig(directory: string, cluster: object, user: object): string {
  const path = join(directory, 'config');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [{ name: 'test-cluster', cluster }],
    users: [{ name: 'test-user', user }],
    contexts: [{ name: 'test', context: { cluster: 'test-cluster', user: 'test-user' } }],
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

/** A cluster entry that trusts the server. */
export function clusterEntry(server: FakeApiServer): Record<string, string> {
  return { server: server.url, 'certificate-authority-data': Buffer.from(server.authority.cert).toString('base64') };
}

/** Opens a server through a kubeconfig file, as the command line does. Server and client end with the test. */
export async function openFakeCluster(
  test: TestContext,
  server: FakeApiServer,
  entries: { readonly cluster?: object; readonly user?: object; readonly options?: Partial<OpenClusterOptions> } = {},
): Promise<KubeClient> {
  const kubeconfig = writeKubeconfig(
    makeDirectory(test),
    { ...clusterEntry(server), ...entries.cluster },
    entries.user ?? { token: 'good-token' },
  );
  const client = await openCluster({
    from: { kubeconfig: [kubeconfig] },
    limits: HASTY_LIMITS,
    environment: { PATH: process.env['PATH'] },
    ...entries.options,
  });
  test.after(async () => {
    client.close();
    await server.stop();
  });
  return client;
}
