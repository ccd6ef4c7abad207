/**
 * What Argo CD and Flux deliver, on a real API server with their own definitions: objects applied as these tools apply them are in sync, and every
 * change by hand is found, with the line in git.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { spellPlace } from '../../../functions/core/field-place.ts';
import { parseManifests } from '../../../functions/core/manifests/parse-manifests.ts';
import type { DriftReport } from '../../../functions/core/report.ts';
import { startGitHost } from '../../support/git-host.ts';
import { makeRepository } from '../../support/git-repository.ts';
import { obtainControlPlane, requireControllers } from '../control-plane/obtain-control-plane.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/start-control-plane.ts';
import { grantReading } from '../support/grant-reading.ts';
import { runKubectl } from '../support/run-kubectl.ts';
import { CHANGES } from './changes-by-hand.ts';
import { FILES, REPOSITORY } from './delivered-repository.ts';
import { ARGO_CD_AND_FLUX, fetchDefinitions } from './fetch-definitions.ts';
import { waitForDefinitions } from './wait-for-definitions.ts';

const obtained = requireControllers(await obtainControlPlane());
const definitions = 'skip' in obtained ? obtained : await fetchDefinitions(ARGO_CD_AND_FLUX);
const reason = 'skip' in definitions ? definitions.skip : false;
const program = join(import.meta.dirname, '../../../functions/cli/bin.js');

async function check(cluster: ControlPlane, config: string): Promise<DriftReport> {
  const flags = ['check', '--from', 'argo-cd', '--from', 'flux', '--config', config, '--kubeconfig', cluster.readerKubeconfigPath];
  const env = { ...process.env, XDG_CACHE_HOME: join(cluster.directory, 'plumbline-cache'), HOME: cluster.directory };
  const child = spawn(process.execPath, [program, ...flags, '--no-unmanaged', '-q', '-o', 'json'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (output === '') throw new Error(errors);
  return JSON.parse(output) as DriftReport;
}

/** Applies manifests as a tool does: server-side, under its name, with its mark on each. */
async function deliver(cluster: ControlPlane, manager: string, manifests: string, mark: (object: Marked) => void): Promise<void> {
  const parsed = parseManifests(manifests, { source: '', file: '', defaultNamespace: '' });
  const objects = parsed.objects.map(({ body }) => structuredClone(body) as unknown as Marked);
  for (const object of objects) mark(object);
  const args = ['apply', '--server-side', '--force-conflicts', `--field-manager=${manager}`, '-f', '-'];
  await runKubectl(cluster, args, objects.map((object) => JSON.stringify(object)).join('\n---\n'));
}

interface Marked {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
}
function ofArgoCd(app: string, namespace: string): (object: Marked) => void {
  return ({ apiVersion, kind, metadata }) => {
    metadata.namespace ??= namespace;
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    const id = `${app}:${group}/${kind}:${metadata.namespace}/${metadata.name}`;
    metadata.annotations = { ...metadata.annotations, 'argocd.argoproj.io/tracking-id': id };
  };
}

function ofFlux(name: string, change: (object: Marked) => void = () => {}): (object: Marked) => void {
  return (object) => {
    const marks = { 'kustomize.toolkit.fluxcd.io/name': name, 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' };
    object.metadata.labels = { ...object.metadata.labels, ...marks };
    change(object);
  };
}

const fileOf = (path: string): string => String(FILES[path]);

async function deliverAll(cluster: ControlPlane, repository: string): Promise<void> {
  for (const definition of 'texts' in definitions ? definitions.texts : []) await runKubectl(cluster, ['create', '-f', '-'], definition);
  await waitForDefinitions(cluster);
  for (const namespace of ['argocd', 'flux-system']) await runKubectl(cluster, ['create', 'namespace', namespace]);
  const shop = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: shop}}\n';
  await runKubectl(cluster, ['apply', '--server-side', '--field-manager=argocd-controller', '-f', '-'], shop);
  const applications = ['root', 'web', 'plain'].map((name) => fileOf(`argo/root/${name}.yaml`)).join('---\n');
  await deliver(cluster, 'argocd-controller', applications, ofArgoCd('root', 'argocd'));
  const overlay = await runKubectl(cluster, ['kustomize', join(repository, 'argo/overlay')]);
  const web = overlay.replace('example.com/web:v1', 'example.com/web:v2');
  await deliver(cluster, 'argocd-controller', web, ofArgoCd('web', 'shop'));
  const plain = ['flags', 'role', 'gone'].map((name) => fileOf(`argo/plain/${name}.yaml`)).join('---\n');
  await deliver(cluster, 'argocd-controller', plain, ofArgoCd('plain', 'shop'));
  const prod = ['flux-system', 'apps', 'vars'].map((name) => fileOf(`clusters/prod/${name}.yaml`)).join('---\n');
  await deliver(cluster, 'kustomize-controller', prod, ofFlux('flux-system'));
  const apps = ['apps/namespace.yaml', 'apps/api/deployment.yaml', 'apps/api/settings.yaml'].map(fileOf).join('---\n');
  const filled = apps
    .replace('replicas: ${size}', 'replicas: 4\n  minReadySeconds: 5')
    .replace('${region:=us}', 'eu')
    .replace('${mode:=fast}', 'fast');
  const change = ({ kind, metadata }: Marked): void => {
    if (kind !== 'Namespace') metadata.namespace = 'apps';
    metadata.labels = { ...metadata.labels, owner: 'platform' };
  };
  await deliver(cluster, 'kustomize-controller', filled, ofFlux('apps', change));
}

function listFound({ differences }: DriftReport): { readonly found: string; readonly place: string }[] {
  return differences.flatMap((difference) => {
    const title = `${difference.ref.kind} ${difference.ref.name}`;
    if (difference.type === 'unmanaged') return [];
    const { origin } = difference;
    if (difference.type === 'missing') return [{ found: `${title}: missing`, place: spellPlace({}, origin) }];
    return difference.fields.map((field) => ({ found: `${title}: ${field.at}`, place: spellPlace(field, origin) }));
  });
}

describe('what Argo CD and Flux deliver', { skip: reason }, () => {
  it('is in sync, until somebody changes it by hand', async (t) => {
    const cluster = await startControlPlane('binaries' in obtained ? obtained.binaries : assert.fail());
    try {
      const repository = makeRepository(t, FILES);
      const { url } = await startGitHost(t, repository);
      const config = join(cluster.directory, 'plumbline.yaml');
      const insteadOf = [REPOSITORY, 'ssh://git@git.example.com/org/mono.git'];
      await writeFile(config, JSON.stringify({ repositories: [{ url, insteadOf }] }));
      await grantReading(cluster);
      await deliverAll(cluster, repository);
      const before = await check(cluster, config);
      const { unchecked, undecided, pruned, verdict } = before;
      assert.deepEqual(
        { found: listFound(before), unchecked, undecided, pruned, verdict },
        { found: [], unchecked: [], undecided: [], pruned: [], verdict: 'in-sync' },
      );
      for (const { kubectl } of CHANGES) await runKubectl(cluster, kubectl);
      const after = listFound(await check(cluster, config));
      const spell = ({ found, place }: (typeof after)[number]): string => `${found} at ${place}`;
      assert.deepEqual(after.map(spell).sort(), CHANGES.map(spell).sort());
      console.log(
        `${before.counts.compared} objects of ${before.revisions.length} sources in sync; ${CHANGES.length} changes by hand, each found`,
      );
    } finally {
      await cluster.stop();
    }
  });
});
