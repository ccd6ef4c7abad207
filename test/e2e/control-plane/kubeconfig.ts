import { writeFileSync } from 'node:fs';

/** Writes a kubeconfig for one user and one cluster. It is JSON, which every reader of YAML reads too. */
export function writeKubeconfig(path: string, cluster: { url: string; caFile: string }, user: { name: string; token: string }): void {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server: cluster.url, 'certificate-authority': cluster.caFile } }],
    users: [{ name: user.name, user: { token: user.token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: user.name } }],
    'current-context': 'test',
  };
  writeFileSync(path, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
}
