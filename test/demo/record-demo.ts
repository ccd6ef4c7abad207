/**
 * Makes the recording that `plumbline demo` plays back, from a real API server: delivers `functions/demo/repository` as two delivery tools would,
 * changes the cluster as people do, and records a check with a credential that may only get and list.
 *
 *     node test/demo/record-demo.ts
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { asJsonObject, type JsonObject } from '../../functions/core/json.ts';
import { splitApiVersion } from '../../functions/core/kube-object.ts';
import { parseManifests } from '../../functions/core/manifests/parse-manifests.ts';
import { sendApiRequest } from '../e2e/control-plane/api-request.ts';
import { obtainControlPlane } from '../e2e/control-plane/obtain-control-plane.ts';
import { startControlPlane } from '../e2e/control-plane/start-control-plane.ts';
import { HAND_CHANGES } from './hand-changes.ts';

const root = join(import.meta.dirname, '../..');
const demo = join(root, 'functions/demo');
const recording = join(demo, 'recording');

const obtained = await obtainControlPlane('1.34');
if ('skip' in obtained) throw new Error(obtained.skip);
const cluster = await startControlPlane(obtained.binaries);
const access = { url: cluster.url, caFile: cluster.caFile, token: cluster.adminToken };
const work = mkdtempSync(join(tmpdir(), 'plumbline-demo-'));
try {
  await deliver();
  await setTimeout(3_000);
  for (const change of HAND_CHANGES)
    await send(
      change.method,
      `${change.path}${change.path.includes('?') ? '&' : '?'}fieldManager=${change.manager}`,
      change.body,
      change.contentType,
    );
  await setTimeout(2_000);
  record();
} finally {
  await cluster.stop();
  rmSync(work, { recursive: true, force: true });
}

async function send(method: string, path: string, body?: unknown, contentType?: string): Promise<void> {
  const { status, body: answer } = await sendApiRequest(access, {
    method,
    path,
    ...(body === undefined ? {} : { body }),
    ...(contentType ? { contentType } : {}),
  });
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
}

/** The shop comes by Argo CD, with its tracking annotation and by server-side apply; the platform by `kubectl apply`, one commit behind git. */
async function deliver(): Promise<void> {
  for (const file of ['namespace', 'web', 'checkout', 'network']) {
    // Server-side apply refuses what client-side apply drops in silence: the field with the typo.
    const text = readFileSync(join(demo, 'repository/shop', `${file}.yaml`), 'utf8').replace(/^ *imagePullPolice: .*\n/m, '');
    for (const { body, kind, group } of parseManifests(text, { source: 'demo', file, defaultNamespace: 'shop' }).objects) {
      const metadata = asJsonObject(body['metadata']);
      const tracked = { 'argocd.argoproj.io/tracking-id': `shop:${group}/${kind}:shop/${String(metadata['name'])}` };
      const object = { ...body, metadata: { ...metadata, annotations: { ...asJsonObject(metadata['annotations']), ...tracked } } };
      await send('PATCH', `${pathOf(body)}?fieldManager=argocd-controller&force=true`, object, 'application/apply-patch+yaml');
    }
  }
  const behind = readFileSync(join(demo, 'repository/platform/rbac.yaml'), 'utf8').replace('verbs: [get, list]\n---', 'verbs: [get]\n---');
  writeFileSync(join(work, 'rbac.yaml'), behind);
  const files = [join(work, 'rbac.yaml'), join(demo, 'repository/platform/plumbline.yaml')];
  execFileSync(cluster.kubectlPath, ['--kubeconfig', cluster.adminKubeconfigPath, 'apply', ...files.flatMap((file) => ['-f', file])], {
    stdio: 'ignore',
  });
}

function pathOf(body: JsonObject): string {
  const { group, version } = splitApiVersion(String(body['apiVersion']));
  const kind = String(body['kind']).toLowerCase();
  const plural = kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`;
  const metadata = asJsonObject(body['metadata']);
  const namespace = metadata['namespace'] === undefined ? '' : `/namespaces/${String(metadata['namespace'])}`;
  return `${group === '' ? `/api/${version}` : `/apis/${group}/${version}`}${namespace}/${plural}/${String(metadata['name'])}`;
}

function record(): void {
  const repository = join(work, 'repository');
  cpSync(join(demo, 'repository'), repository, { recursive: true });
  rmSync(recording, { recursive: true, force: true });
  try {
    execFileSync(
      process.execPath,
      [
        join(root, 'functions/cli/bin.js'),
        'record',
        recording,
        '--source',
        repository,
        '--worktree',
        '--kubeconfig',
        cluster.readerKubeconfigPath,
      ],
      { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, PLUMBLINE_CACHE: join(work, 'cache') } },
    );
  } catch (error) {
    // The demo has drifted: exit code 1 is the point of it.
    if ((error as { status?: number }).status !== 1) throw error;
  }
  writeFileSync(join(demo, 'recorded-at.json'), `${JSON.stringify({ recordedAt: new Date().toISOString() })}\n`);
}
