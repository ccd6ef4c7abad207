import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareImages } from '../../../functions/core/images/compare-images.ts';
import { findWorkload } from '../../../functions/core/images/find-workload.ts';
import { findPinning, parseImage, readRunningDigest } from '../../../functions/core/images/image-reference.ts';
import type { RunningImage } from '../../../functions/core/images/image-report.ts';
import { listImages } from '../../../functions/core/images/pod-template.ts';
import { collectRunningImages } from '../../../functions/core/images/running-images.ts';
import { formatRef, type KubeObject } from '../../../functions/core/kube-object.ts';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;

describe('a reference to an image', () => {
  it('has a repository, a tag and a digest, whatever stands in it', () => {
    const cases: readonly (readonly [string, object, string])[] = [
      ['nginx', { repository: 'nginx' }, 'floating'],
      ['nginx:latest', { repository: 'nginx', tag: 'latest' }, 'floating'],
      ['localhost:5000/web', { repository: 'localhost:5000/web' }, 'floating'],
      ['localhost:5000/web:1', { repository: 'localhost:5000/web', tag: '1' }, 'tag'],
      [`r.example.com/a/b:1.2@${A}`, { repository: 'r.example.com/a/b', tag: '1.2', digest: A }, 'digest'],
      [`r.example.com/a/b@${A}`, { repository: 'r.example.com/a/b', digest: A }, 'digest'],
      ['web:1@sha256:short', { repository: 'web', tag: '1' }, 'tag'],
    ];
    for (const [text, parts, pinning] of cases) {
      assert.deepEqual(parseImage(text), parts, text);
      assert.equal(findPinning(parseImage(text)), pinning, text);
    }
  });

  it('has a running digest only where it came from a registry', () => {
    assert.equal(readRunningDigest(`docker.io/library/nginx@${A}`), A);
    assert.equal(readRunningDigest(`docker-pullable://nginx@${A}`), A);
    for (const id of [A, '', 'docker://1234', 'nginx@md5:1']) assert.equal(readRunningDigest(id), undefined, id);
  });

  it('is found in the template of every kind that makes Pods', () => {
    const spec = { initContainers: [{ name: 'init', image: 'i:1' }], containers: [{ name: 'web', image: 'w:1' }, { name: 'none' }] };
    const template = { spec: { template: { spec } } };
    const expected = ['init i:1', 'web w:1'];
    const list = (object: KubeObject, kind: string) => listImages(object, kind).map(({ container, image }) => `${container} ${image}`);
    for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'Rollout'])
      assert.deepEqual(list(template, kind), expected, kind);
    assert.deepEqual(list({ spec: { jobTemplate: template } }, 'CronJob'), expected);
    assert.deepEqual(list({ spec }, 'Pod'), expected);
    assert.deepEqual(list(template, 'ConfigMap'), []);
    assert.deepEqual(list(template, 'constructor'), []);
  });
});

const pod = (owner: object | undefined, labels: Readonly<Record<string, string>> = {}): KubeObject => ({
  metadata: { name: 'p', namespace: 'shop', labels, ...(owner ? { ownerReferences: [{ controller: true, ...owner }] } : {}) },
});

describe('the workload of a Pod', () => {
  it('is what made its controller, told by names alone', () => {
    const apps = { apiVersion: 'apps/v1' };
    const cases: readonly (readonly [KubeObject, string])[] = [
      [pod({ ...apps, kind: 'ReplicaSet', name: 'web-7d4b9c' }, { 'pod-template-hash': '7d4b9c' }), 'Deployment.apps shop/web'],
      [pod({ ...apps, kind: 'ReplicaSet', name: 'web-5f' }, { 'rollouts-pod-template-hash': '5f' }), 'Rollout.argoproj.io shop/web'],
      [pod({ ...apps, kind: 'ReplicaSet', name: 'bare' }, { 'pod-template-hash': '7d4b9c' }), 'ReplicaSet.apps shop/bare'],
      [pod({ ...apps, kind: 'StatefulSet', name: 'db' }), 'StatefulSet.apps shop/db'],
      [pod({ apiVersion: 'batch/v1', kind: 'Job', name: 'nightly-29384520' }), 'CronJob.batch shop/nightly'],
      [pod({ apiVersion: 'batch/v1', kind: 'Job', name: 'migrate-42' }), 'Job.batch shop/migrate-42'],
      [pod({ apiVersion: 'v1', kind: 'Node', name: 'ip-10-0-0-1' }), 'Pod shop/p'],
      [pod(undefined), 'Pod shop/p'],
    ];
    for (const [object, expected] of cases) assert.equal(formatRef(findWorkload(object)), expected);
  });
});

const running = (image: string, imageID: string | undefined, phase = 'Running'): KubeObject => ({
  ...pod({ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent' }),
  spec: { containers: [{ name: 'agent', image }] },
  status: { phase, containerStatuses: imageID === undefined ? [] : [{ name: 'agent', image: 'normalised/by:node', imageID }] },
});

describe('what Pods run', () => {
  it('is kept as digests by workload, container and the image of the spec, and nothing else', () => {
    const images = collectRunningImages();
    images.add([running('agent:1', `agent@${B}`)]);
    images.add([running('agent:1', `agent@${A}`), running('agent:1', `agent@${A}`), running('agent:1', A), running('agent:2', undefined)]);
    images.add([running('agent:1', `agent@${B}`, 'Failed')]);
    assert.deepEqual(
      images.list().map(({ ref, image, digests, unknown }) => [formatRef(ref), image, digests, unknown]),
      [
        [
          'DaemonSet.apps shop/agent',
          'agent:1',
          [
            { digest: A, pods: 2 },
            { digest: B, pods: 1 },
          ],
          1,
        ],
        ['DaemonSet.apps shop/agent', 'agent:2', [], 1],
      ],
    );
  });

  it('is forgotten where the list begins again', () => {
    const images = collectRunningImages();
    images.add([running('agent:1', `agent@${B}`)]);
    images.restart();
    assert.deepEqual(images.list(), []);
  });
});

const runs = (place: string, image: string, ...digests: readonly string[]): RunningImage => {
  const [namespace = '', name = ''] = place.split('/');
  const ref = { group: 'apps', kind: 'Deployment', namespace, name };
  return { ref, container: 'main', image, digests: digests.map((digest) => ({ digest, pods: 1 })), unknown: digests.length === 0 ? 1 : 0 };
};
const verdicts = (first: readonly RunningImage[], second: readonly RunningImage[]): string[] =>
  compareImages(first, second).map(({ name, verdict }) => `${name} ${verdict}`);

describe('two environments', () => {
  it('are compared by digest, whatever registry and tag it has', () => {
    assert.deepEqual(
      verdicts(
        [
          runs('shop/a', 'x/a:1', A),
          runs('shop/b', 'x/b:1', A),
          runs('shop/c', 'x/c:1', A),
          runs('shop/d', 'x/d:1', A),
          runs('shop/e', 'x/e:1'),
        ],
        [
          runs('shop/a', 'y/a:2', A),
          runs('shop/b', 'x/b:1', B),
          runs('shop/c', 'x/c:2', B),
          runs('shop/d', 'x/d:1', A, B),
          runs('shop/e', 'x/e:1', A),
        ],
      ),
      ['a same', 'b other-digest', 'c other-image', 'd unsettled', 'e unsettled'],
    );
  });

  it('may call their namespaces otherwise, as long as it is plain which belongs to which', () => {
    assert.deepEqual(verdicts([runs('shop-prod/a', 'a:1', A)], [runs('shop-stage/a', 'a:1', A)]), ['a same']);
    const two = [runs('one/a', 'a:1', A), runs('two/a', 'a:1', A)];
    assert.deepEqual(verdicts([runs('shop/a', 'a:1', A)], two), ['a only-second', 'a only-first', 'a only-second']);
  });

  it('tell what only one of them runs, and mirror each other', () => {
    const [first, second] = [[runs('shop/a', 'a:1', A)], [runs('shop/b', 'b:1', A)]];
    assert.deepEqual(verdicts(first, second), ['a only-first', 'b only-second']);
    assert.deepEqual(verdicts(second, first), ['a only-second', 'b only-first']);
    assert.deepEqual(verdicts([], []), []);
  });
});
