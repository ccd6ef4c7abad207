import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCluster } from '../../../functions/io/kube/open-cluster.ts';
import { makeDirectory, writeKubeconfig } from '../../support/open-fake-cluster.ts';

const open = (kubeconfig: readonly string[], context?: string) => openCluster({ from: { kubeconfig, context } });

test('a kubeconfig that is not there is named', async (t) => {
  const path = join(makeDirectory(t), 'nowhere');
  await assert.rejects(open([path]), { code: 'kubeconfig', message: `there is no kubeconfig at ${path}` });
});

test('a kubeconfig that is no YAML is told with its line, and nothing of its content', async (t) => {
  const path = join(makeDirectory(t), 'config');
  writeFileSync(path, 'users:\n- name: x\n  user: {token: secret-value\n');
  await assert.rejects(open([path]), (error: Error) => {
    assert.match(error.message, /config, line \d+ is not valid YAML/);
    assert.doesNotMatch(error.message, /secret-value/);
    return true;
  });
});

test('an empty kubeconfig is told as such', async (t) => {
  const path = join(makeDirectory(t), 'config');
  writeFileSync(path, '');
  await assert.rejects(open([path]), /is empty/);
});

test('an unknown context is told together with those that there are', async (t) => {
  const path = writeKubeconfig(makeDirectory(t), { server: 'https://a' }, {});
  await assert.rejects(open([path], 'prod'), {
    code: 'kubeconfig',
    message: `the kubeconfig ${path} has no context "prod"`,
    advice: 'it has: test',
  });
});

test('a context whose cluster or user is missing is told', async (t) => {
  const path = join(makeDirectory(t), 'config');
  writeFileSync(path, 'current-context: a\ncontexts: [{name: a, context: {cluster: gone, user: gone}}]\n');
  await assert.rejects(open([path]), /names cluster "gone"/);
});

test('a cluster without a usable server is told', async (t) => {
  const path = writeKubeconfig(makeDirectory(t), { server: '10.0.0.1:6443' }, {});
  await assert.rejects(open([path]), /cluster "test-cluster" has no usable "server:"/);
});

test('a certificate file that is not there is named', async (t) => {
  const path = writeKubeconfig(makeDirectory(t), { server: 'https://a', 'certificate-authority': 'gone.crt' }, {});
  await assert.rejects(open([path]), /"certificate-authority" of "test-cluster" cannot be read: .*gone\.crt/);
});

test('of several kubeconfig files the first to name something wins, and a missing one does not matter', async (t) => {
  const first = writeKubeconfig(makeDirectory(t), { server: 'https://first' }, {});
  const second = join(makeDirectory(t), 'config');
  writeFileSync(
    second,
    'current-context: other\nclusters: [{name: test-cluster, cluster: {server: "https://second"}}]\ncontexts: [{name: other, context: {cluster: test-cluster}}]\n',
  );
  const files = ['/no/such/file', first, second];
  assert.equal((await open(files)).server, 'https://first');
  assert.equal((await open(files, 'other')).server, 'https://first');
});

test('an API server below a path keeps it', async (t) => {
  const path = writeKubeconfig(makeDirectory(t), { server: 'https://rancher/k8s/clusters/c-1/' }, {});
  assert.equal((await open([path])).server, 'https://rancher/k8s/clusters/c-1');
});
