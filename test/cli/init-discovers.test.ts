import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { parseConfig } from '../../functions/core/config.ts';
import type { KubeObject } from '../../functions/core/kube-object.ts';
import { runCommandLine, serveCluster } from '../support/command-line.ts';
import { configMap, makeFolder, makeRepository, runGit } from '../support/git-repository.ts';

const ARN = 'arn:aws:eks:eu-central-1:111122223333:cluster/prod';

const application = (name: string, repoURL: string): KubeObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name, namespace: 'argocd' },
  spec: { source: { repoURL, path: 'deploy' }, destination: { server: 'https://kubernetes.default.svc' } },
});
const inYaml = (object: KubeObject): string => JSON.stringify(object);

/** A kubeconfig with one EKS cluster, which these objects are in. */
async function serveEks(t: TestContext, applications: readonly KubeObject[]): Promise<string> {
  const kinds = [{ group: 'argoproj.io', version: 'v1alpha1', kind: 'Application', resource: 'applications', objects: applications }];
  const served = readFileSync(await serveCluster(t, kinds), 'utf8');
  const server = /server: ?"?(http:[^"\s,}]+)/.exec(served)?.[1] ?? /"server":"([^"]+)"/.exec(served)?.[1];
  const file = join(makeFolder(t), 'kubeconfig');
  const kubeconfig = {
    clusters: [{ name: ARN, cluster: { server } }],
    users: [{ name: 'ada', user: { token: 'hunter2' } }],
    contexts: [{ name: 'prod', context: { cluster: ARN, user: 'ada' } }],
  };
  writeFileSync(file, JSON.stringify(kubeconfig));
  return file;
}

async function init(t: TestContext, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommandLine(t, ['init', ...args, '--output-file', '-']);
  assert.equal(code, 0, stderr);
  assert.doesNotMatch(stdout + stderr, /hunter2/);
  return stdout;
}

describe('plumbline init where tools deliver', () => {
  it('follows what Argo CD is told in the cluster, and names where its repositories may be', async (t) => {
    const applications = [
      application('web', 'https://git.example.com/org/web.git'),
      application('api', 'git@git.example.com:org/api.git'),
      application('db', 'registry.example.com/charts'),
      application('odd', 'https://169.254.169.254/latest/x.git'),
    ];
    const kubeconfig = await serveEks(t, applications);
    const folder = makeFolder(t);
    const clone = makeRepository(t, { 'deploy/a.yaml': configMap('a') });
    runGit(clone, ['remote', 'add', 'origin', 'https://git.example.com/org/web.git']);
    const text = await init(t, ['--kubeconfig', kubeconfig, '--context', 'prod']);
    assert.match(text, /# 4 Applications in prod\./);
    const config = parseConfig(text, join(folder, 'plumbline.yaml'));
    assert.deepEqual(
      config.sources.map(({ id, from, url }) => ({ id, from, url })),
      [{ id: 'argo-cd', from: 'argo-cd', url: undefined }],
    );
    assert.deepEqual(
      config.repositories.map(({ url, insteadOf }) => ({ url, insteadOf })),
      [
        { url: 'https://git.example.com/org', insteadOf: ['git@git.example.com:org'] },
        { url: 'https://registry.example.com', insteadOf: [] },
      ],
    );
    assert.match(text, /^# {3}- url: "?https:\/\/169\.254\.169\.254/m);
    const named = parseConfig(await init(t, ['--kubeconfig', kubeconfig, '--context', 'prod', '--source', clone]), 'p');
    assert.deepEqual(
      named.sources.map(({ id, from }) => [id, from]),
      [
        ['argo-cd', 'argo-cd'],
        ['web', undefined],
      ],
    );
  });

  it('follows what a repository tells the tools, without asking a cluster', async (t) => {
    const clone = makeRepository(t, {
      'apps/web.yaml': inYaml(application('web', 'https://git.example.com/org/web.git')),
      'apps/more/api.yaml': inYaml(application('api', 'https://git.example.com/org/api.git')),
      'deploy/a.yaml': configMap('a'),
    });
    runGit(clone, ['remote', 'add', 'origin', 'https://git.example.com/org/web.git']);
    const text = await init(t, ['--kubeconfig', await serveEks(t, []), '--source', clone]);
    const { sources } = parseConfig(text, 'plumbline.yaml');
    assert.deepEqual(
      sources.map(({ id, from, url, path }) => ({ id, from, url, path })),
      [{ id: 'argo-cd', from: 'argo-cd', url: 'https://git.example.com/org/web.git', path: 'apps' }],
    );
    assert.match(text, /# Not listed: https:\/\/git\.example\.com\/org\/web\.git/);
  });

  it('writes the repository as ever where no tool delivers', async (t) => {
    const clone = makeRepository(t, { 'deploy/a.yaml': configMap('a') });
    runGit(clone, ['remote', 'add', 'origin', 'https://git.example.com/org/web.git']);
    const text = await init(t, ['--kubeconfig', await serveEks(t, []), '--context', 'prod', '--source', clone]);
    const { sources, repositories } = parseConfig(text, 'plumbline.yaml');
    assert.deepEqual([sources.map(({ id, from }) => [id, from]), repositories], [[['web', undefined]], []]);
  });
});
