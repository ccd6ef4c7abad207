/** What Rancher Fleet delivers, on a real API server with its own definitions: in sync as its agent applies it, and every change by hand is found. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { parseManifests } from '../../../functions/core/manifests/parse-manifests.ts';
import type { DriftReport } from '../../../functions/core/report.ts';
import { startGitHost } from '../../support/git-host.ts';
import { makeRepository } from '../../support/git-repository.ts';
import { obtainControlPlane, requireControllers } from '../control-plane/obtain-control-plane.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/start-control-plane.ts';
import { grantReading } from '../support/grant-reading.ts';
import { runKubectl } from '../support/run-kubectl.ts';
import { FLEET, fetchDefinitions } from './fetch-definitions.ts';
import { CHANGES, DELIVERED, FILES, OBJECTS, REPOSITORY } from './fleet-repository.ts';
import { waitForDefinitions } from './wait-for-definitions.ts';

const obtained = requireControllers(await obtainControlPlane());
const definitions = 'skip' in obtained ? obtained : await fetchDefinitions(FLEET);
const reason = 'skip' in definitions ? definitions.skip : false;
const program = join(import.meta.dirname, '../../../functions/cli/bin.js');

async function check(cluster: ControlPlane, config: string): Promise<DriftReport> {
  const flags = [
    'check',
    '--from',
    'fleet',
    '--config',
    config,
    '--kubeconfig',
    cluster.readerKubeconfigPath,
    '--no-unmanaged',
    '-q',
    '-o',
    'json',
  ];
  const env = { ...process.env, XDG_CACHE_HOME: join(cluster.directory, 'plumbline-cache'), HOME: cluster.directory };
  const child = spawn(process.execPath, [program, ...flags], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (output === '') throw new Error(errors);
  return JSON.parse(output) as DriftReport;
}

interface Marked {
  readonly metadata: { namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
}

/** As the agent does: server-side with its marks, those of Helm among them. */
async function deliver(cluster: ControlPlane, namespace: string, manifests: readonly string[]): Promise<void> {
  const parsed = parseManifests(manifests.join('---\n'), { source: '', file: '', defaultNamespace: '' });
  const objects = parsed.objects.map(({ body }) => structuredClone(body) as unknown as Marked);
  for (const { metadata } of objects) {
    metadata.namespace = namespace;
    metadata.labels = { ...metadata.labels, 'app.kubernetes.io/managed-by': 'Helm', 'objectset.rio.cattle.io/hash': '0123456789abcdef' };
    metadata.annotations = {
      'meta.helm.sh/release-name': namespace,
      'meta.helm.sh/release-namespace': namespace,
      'objectset.rio.cattle.io/id': `default-bundles-${namespace}`,
    };
  }
  const args = ['apply', '--server-side', '--field-manager=fleetagent', '-f', '-'];
  await runKubectl(cluster, args, objects.map((object) => JSON.stringify(object)).join('\n---\n'));
}

async function deliverAll(cluster: ControlPlane): Promise<void> {
  for (const definition of 'texts' in definitions ? definitions.texts : []) await runKubectl(cluster, ['create', '-f', '-'], definition);
  await waitForDefinitions(cluster);
  for (const namespace of ['fleet-local', ...Object.keys(DELIVERED)]) await runKubectl(cluster, ['create', 'namespace', namespace]);
  await runKubectl(cluster, ['label', 'namespace/plain', 'team=shop']);
  await runKubectl(cluster, ['create', '-f', '-'], OBJECTS);
  for (const [namespace, manifests] of Object.entries(DELIVERED)) await deliver(cluster, namespace, manifests);
  // What Fleet is told to ignore.
  await runKubectl(cluster, ['patch', 'configmap/cache', '-n', 'plain', '-p', '{"data":{"at":"now"}}']);
}

function listFound({ differences }: DriftReport): { readonly found: string; readonly place: string }[] {
  return differences.flatMap((difference) => {
    const title = `${difference.ref.kind} ${difference.ref.name}`;
    if (difference.type !== 'modified') return [{ found: `${title}: ${difference.type}`, place: '' }];
    return difference.fields.map((field) => ({ found: `${title}: ${field.at}`, place: `${difference.origin.file}:${field.line ?? ''}` }));
  });
}

describe('what Fleet delivers', { skip: reason }, () => {
  it('is in sync, until somebody changes it by hand', async (t) => {
    const cluster = await startControlPlane('binaries' in obtained ? obtained.binaries : assert.fail());
    try {
      const { url } = await startGitHost(t, makeRepository(t, FILES));
      const config = join(cluster.directory, 'plumbline.yaml');
      await writeFile(config, JSON.stringify({ repositories: [{ url, insteadOf: [REPOSITORY] }] }));
      await grantReading(cluster);
      await deliverAll(cluster);
      const before = await check(cluster, config);
      const { unchecked, undecided, verdict } = before;
      assert.deepEqual(
        { found: listFound(before), unchecked, undecided, verdict },
        { found: [], unchecked: [], undecided: [], verdict: 'in-sync' },
      );
      assert.equal(before.suppressed.length > 0, true, 'what Fleet is told to ignore is counted');
      for (const { kubectl } of CHANGES) await runKubectl(cluster, kubectl);
      const after = listFound(await check(cluster, config));
      assert.deepEqual(after.map(({ found }) => found).sort(), CHANGES.map(({ found }) => found).sort());
      const places = new Map(after.map(({ found, place }) => [found, place]));
      for (const { found, place } of CHANGES) assert.ok(places.get(found)?.startsWith(place), `${found} at ${places.get(found)}`);
      console.log(
        `${before.counts.compared} objects of ${before.revisions.length} bundles in sync; ${CHANGES.length} changes by hand, each found`,
      );
    } finally {
      await cluster.stop();
    }
  });
});
