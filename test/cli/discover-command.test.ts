import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { KubeObject } from '../../functions/core/kube-object.ts';
import type { DriftReport } from '../../functions/core/report.ts';
import { runCommandLine, serveCluster } from '../support/command-line.ts';
import { startGitHost } from '../support/git-host.ts';
import { configMap, type Files, makeFolder, makeRepository } from '../support/git-repository.ts';

const MANAGER = 'argocd-controller';

/** An Application that delivers a folder with all below it. */
function application(name: string, url: string, path: string, more: Readonly<Record<string, unknown>> = {}): KubeObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
    spec: {
      project: 'default',
      source: { repoURL: url, path, targetRevision: 'main', directory: { recurse: true } },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' },
      ...more,
    },
  } as KubeObject;
}

/** An object as Argo CD delivered it for an Application. */
function delivered(object: KubeObject, app: string): KubeObject {
  const { metadata, ...rest } = object as KubeObject & { readonly metadata: Readonly<Record<string, string>> };
  const tracking = `${app}:argoproj.io/Application:${metadata['namespace']}/${metadata['name']}`;
  const fieldsV1 = Object.fromEntries(Object.keys(rest).flatMap((key) => (['apiVersion', 'kind'].includes(key) ? [] : [[`f:${key}`, {}]])));
  return {
    ...rest,
    metadata: {
      ...metadata,
      uid: `${metadata['name']}`,
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      annotations: { 'argocd.argoproj.io/tracking-id': tracking },
      managedFields: [
        {
          manager: MANAGER,
          operation: 'Apply',
          apiVersion: object['apiVersion'] ?? '',
          time: '2026-01-01T00:00:00Z',
          fieldsType: 'FieldsV1',
          fieldsV1: { ...fieldsV1, 'f:metadata': { 'f:annotations': { 'f:argocd.argoproj.io/tracking-id': {} } } },
        },
      ],
    },
  } as KubeObject;
}

function settings(key: string): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' }, data: { key } } as KubeObject;
}

interface Prepared {
  readonly url: string;
  readonly kubeconfig: string;
  readonly config: string;
}

async function prepare(
  t: TestContext,
  buildFiles: (url: string) => Files,
  buildLive: (url: string) => readonly KubeObject[],
): Promise<Prepared> {
  const folder = makeFolder(t);
  const config = join(folder, 'plumbline.yaml');
  const placeholder = 'http://git.invalid/repository.git';
  const repository = makeRepository(t, buildFiles(placeholder));
  const { url } = await startGitHost(t, repository);
  // What objects name is rewritten to where the host really is.
  writeFileSync(config, `repositories: [{url: "${url}", insteadOf: ["${placeholder}"]}]\n`);
  const live = buildLive(placeholder);
  const kinds = [
    { group: 'argoproj.io', version: 'v1alpha1', kind: 'Application', resource: 'applications' },
    { group: '', version: 'v1', kind: 'ConfigMap', resource: 'configmaps' },
  ].map((kind) => ({ ...kind, objects: live.filter((object) => object['kind'] === kind.kind) }));
  return { url, config, kubeconfig: await serveCluster(t, kinds) };
}

const inYaml = (object: KubeObject): string => JSON.stringify(object);

describe('sources by what Argo CD is told', () => {
  const files = (url: string): Files => ({
    'apps/shop.yaml': inYaml(application('shop', url, 'shop')),
    'shop/settings.yaml': configMap('settings', 'git').replace('name: settings', 'name: settings\n  namespace: shop'),
  });

  it('are followed from an Application to those that it declares, and all of it is in sync', async (t) => {
    const { kubeconfig, config } = await prepare(t, files, (url) => [
      application('root', url, 'apps'),
      delivered(application('shop', url, 'shop'), 'root'),
      delivered(settings('git'), 'shop'),
    ]);
    const args = ['check', '--from', 'argo-cd', '--kubeconfig', kubeconfig, '--config', config, '--quiet', '--output', 'json'];
    const { stdout, stderr } = await runCommandLine(t, args);
    const report = JSON.parse(stdout) as DriftReport;
    assert.deepEqual(report.unchecked, [], stderr);
    assert.deepEqual(
      report.differences.map(({ type, ref }) => `${type} ${ref.kind} ${ref.name}`),
      // Nobody declares the root.
      ['unmanaged Application root'],
    );
    assert.deepEqual(
      report.revisions.map(({ source }) => source),
      ['application.argocd.root', 'application.argocd.shop'],
    );
  });

  it('show a change by hand that Argo CD itself calls in sync, with the line in git', async (t) => {
    const live = delivered(settings('by hand'), 'shop');
    const { kubeconfig, config } = await prepare(t, files, (url) => [
      application('root', url, 'apps'),
      delivered(application('shop', url, 'shop'), 'root'),
      live,
    ]);
    const args = ['check', '--from', 'argo-cd', '--kubeconfig', kubeconfig, '--config', config, '--quiet', '--output', 'json'];
    const { code, stdout } = await runCommandLine(t, args);
    const { differences } = JSON.parse(stdout) as DriftReport;
    assert.equal(code, 1);
    const found = differences.find(({ ref }) => ref.name === 'settings');
    assert.ok(found?.type === 'modified');
    assert.deepEqual(
      [found.origin.source, found.origin.file, ...found.fields.map(({ at, line }) => `${at}:${line}`)],
      ['application.argocd.shop', 'shop/settings.yaml', '.data.key:7'],
    );
  });

  it('follow what git declares of an Application that somebody pointed elsewhere', async (t) => {
    const { kubeconfig, config } = await prepare(t, files, (url) => [
      application('root', url, 'apps'),
      delivered(application('shop', 'https://evil.example/x', 'shop'), 'root'),
      delivered(settings('git'), 'shop'),
    ]);
    const args = ['check', '--from', 'argo-cd', '--kubeconfig', kubeconfig, '--config', config, '--quiet', '--output', 'json'];
    const { stdout } = await runCommandLine(t, args);
    const report = JSON.parse(stdout) as DriftReport;
    assert.deepEqual(report.unchecked, []);
    assert.deepEqual(
      report.differences.flatMap((found) => (found.type === 'modified' ? found.fields.map(({ at }) => `${found.ref.name} ${at}`) : [])),
      ['shop .spec.source.repoURL'],
    );
  });

  it('let go what Argo CD is told to ignore, and say so', async (t) => {
    const ignoreDifferences = [{ kind: 'ConfigMap', jsonPointers: ['/data/key'] }];
    const { kubeconfig, config } = await prepare(
      t,
      (url) => ({ ...files(url), 'apps/shop.yaml': inYaml(application('shop', url, 'shop', { ignoreDifferences })) }),
      (url) => [
        application('root', url, 'apps'),
        delivered(application('shop', url, 'shop', { ignoreDifferences }), 'root'),
        delivered(settings('by hand'), 'shop'),
      ],
    );
    const args = ['check', '--from', 'argo-cd', '--kubeconfig', kubeconfig, '--config', config, '-q', '--no-unmanaged', '--explain'];
    const { code, stdout } = await runCommandLine(t, args);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /ignoreDifferences\[0\] of Application argocd\/shop/);
  });

  it('end where Applications declare each other in a circle', async (t) => {
    const circle = (url: string): Files => ({
      'a/b.yaml': inYaml(application('b', url, 'b')),
      'b/a.yaml': inYaml(application('a', url, 'a')),
    });
    const { kubeconfig, config } = await prepare(t, circle, (url) => [
      delivered(application('a', url, 'a'), 'b'),
      delivered(application('b', url, 'b'), 'a'),
    ]);
    const { code, stdout } = await runCommandLine(t, ['check', '--from', 'argo-cd', '--kubeconfig', kubeconfig, '--config', config, '-q']);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /application\.argocd\.a → application\.argocd\.b → application\.argocd\.a/);
    assert.match(stdout, /declare each other in a circle/);
  });

  it('are incomplete where one cannot be read, and claim nothing of it', async (t) => {
    const { kubeconfig, config } = await prepare(t, files, (url) => [
      application('root', url, 'apps'),
      application('gone', url, 'nowhere'),
    ]);
    const args = ['check', '--from', 'argo-cd', '--kubeconfig', kubeconfig, '--config', config, '--quiet', '--output', 'json'];
    const { stdout } = await runCommandLine(t, args);
    const report = JSON.parse(stdout) as DriftReport;
    assert.deepEqual(
      report.unchecked.map((item) => (item.type === 'file' ? item.source : item.type)),
      ['application.argocd.gone'],
    );
    assert.deepEqual(
      report.differences.map(({ type }) => type),
      ['missing', 'missing'],
    );
  });

  it('have to prove where they come from like any source, or are not compared where that is refused', async (t) => {
    const { kubeconfig, config } = await prepare(t, files, (url) => [application('root', url, 'apps')]);
    const args = ['check', '--from', 'argo-cd', '--kubeconfig', kubeconfig, '--config', config, '-q', '-o', 'json'];
    const lax = await runCommandLine(t, [...args, '--require', 'signed']);
    const told = JSON.parse(lax.stdout) as DriftReport;
    assert.deepEqual(
      told.revisions.map(({ source, provenance }) => [source, provenance?.findings.length]),
      [
        ['application.argocd.root', 1],
        ['application.argocd.shop', 1],
      ],
    );
    const refused = JSON.parse((await runCommandLine(t, [...args, '--require', 'signed', '--refuse'])).stdout) as DriftReport;
    assert.deepEqual([refused.revisions, refused.differences, refused.verdict], [[], [], 'incomplete']);
    assert.match(refused.unchecked.map(({ message }) => message).join('\n'), /does not prove|signed|signature/);
  });

  it('are incomplete where there are none: an empty cluster is not in sync', async (t) => {
    const { kubeconfig, config } = await prepare(t, files, () => []);
    const { code, stdout } = await runCommandLine(t, ['check', '--from', 'argo-cd', '--kubeconfig', kubeconfig, '--config', config, '-q']);
    assert.equal(code, 3);
    assert.match(stdout, /no source was found/);
  });
});

describe('plumbline discover', () => {
  it('prints what was found in a form that can be read and one that can be configured', async (t) => {
    const { kubeconfig, config, url } = await prepare(
      t,
      (place) => ({ 'apps/shop.yaml': inYaml(application('shop', place, 'shop')), 'shop/a.yaml': configMap('a') }),
      (place) => [application('root', place, 'apps')],
    );
    const args = ['discover', '--kubeconfig', kubeconfig, '--config', config, '-q'];
    const text = await runCommandLine(t, args);
    assert.equal(text.code, 0, text.stdout);
    assert.match(text.stdout, /^2 sources for this cluster$/m);
    assert.match(text.stdout, /declared in application\.argocd\.root apps\/shop\.yaml:1/);
    const yaml = await runCommandLine(t, [...args, '--output', 'yaml']);
    assert.match(yaml.stdout, new RegExp(`url: .*${RegExp.escape(new URL(url).host)}`));
    const json = await runCommandLine(t, [...args, '--output', 'json']);
    assert.deepEqual(
      (JSON.parse(json.stdout) as { sources: { source: { id: string } }[] }).sources.map(({ source }) => source.id),
      ['application.argocd.root', 'application.argocd.shop'],
    );
  });

  it('reads a repository without asking a cluster, and a clone on disk instead of its remote', async (t) => {
    const url = 'https://git.example.com/org/shop.git';
    const folder = makeRepository(t, { 'apps/shop.yaml': inYaml(application('shop', url, 'shop')), 'shop/a.yaml': configMap('a') });
    const git = await import('../support/git-repository.ts');
    git.runGit(folder, ['remote', 'add', 'origin', 'git@git.example.com:org/shop.git']);
    const { code, stdout, stderr } = await runCommandLine(t, ['discover', '--source', folder, '--path', 'apps', '-q']);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /Application argocd\/shop/);
  });
});
