/** What `flux build kustomization` makes of Kustomizations that are in a cluster, beside what is compared of them: byte for byte the same objects. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { originOf, type ToolObject } from '../../../functions/core/discover/tool-object.ts';
import { asJsonObject, type JsonObject } from '../../../functions/core/json.ts';
import type { KubeObject } from '../../../functions/core/kube-object.ts';
import { parseManifests } from '../../../functions/core/manifests/parse-manifests.ts';
import { openCluster } from '../../../functions/io/kube/open-cluster.ts';
import { readDiscovery } from '../../../functions/io/kube/read-discovery.ts';
import type { ReplayResponses } from '../../../functions/io/kube/replay-responses.ts';
import { startReplayServer } from '../../../functions/io/kube/replay-server.ts';
import { makeFolder } from '../../support/git-repository.ts';
import { writeKubeconfig } from '../../support/open-fake-cluster.ts';
import { bodiesOf, readAt } from '../../support/read-rendered.ts';
import { mergeFixtures, readTold } from '../../support/read-told.ts';
import { serveObjects } from '../../support/served-cluster.ts';
import { obtainDeliveryTools } from './obtain-delivery-tools.ts';

const execFileAsync = promisify(execFile);
const obtained = await obtainDeliveryTools('flux');
const OWNER = 'kustomize.toolkit.fluxcd.io';

/** A cluster that holds these objects, as far as flux asks: discovery, and one object by its name. */
function answerAsCluster(objects: readonly KubeObject[]): ReplayResponses {
  const discovery = serveObjects([
    { group: '', version: 'v1', kind: 'ConfigMap', resource: 'configmaps', objects: [] },
    { group: OWNER, version: 'v1', kind: 'Kustomization', resource: 'kustomizations', objects: [] },
  ]);
  return (request) => {
    const [, resource, name] = /\/namespaces\/flux-system\/(configmaps|kustomizations)\/([^/?]+)/.exec(request.path) ?? [];
    if (resource === undefined) {
      const response = discovery(request);
      const contentType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
      return response && /^\/apis?(\?|$)/.test(request.path) ? { ...response, contentType } : response;
    }
    const kind = resource === 'configmaps' ? 'ConfigMap' : 'Kustomization';
    const object = objects.find((each) => each['kind'] === kind && asJsonObject(each['metadata'])['name'] === name);
    return object && { body: JSON.stringify(object) };
  };
}

/** Runs `flux build` in a checkout of its own, which it writes into. What names the owner is taken off again: that is a mark, and not declared. */
async function buildAsFlux(t: TestContext, clone: string, kubeconfig: string, { name, body }: ToolObject): Promise<string[]> {
  const { paths } = 'paths' in obtained ? obtained : assert.fail();
  const folder = makeFolder(t);
  cpSync(clone, folder, { recursive: true });
  const path = join(folder, String(asJsonObject(body['spec'])['path']));
  const args = ['build', 'kustomization', name, '--path', path, '--kubeconfig', kubeconfig, '--namespace', 'flux-system'];
  const { stdout } = await execFileAsync(paths.flux, args, { cwd: folder, env: { HOME: folder }, maxBuffer: 1e9 });
  const { objects, hooks } = parseManifests(stdout, { source: '', file: '', defaultNamespace: '' });
  return bodiesOf([...objects, ...hooks].map((object) => ({ body: removeOwner(object.body, name) })));
}

function removeOwner(body: JsonObject, name: string): JsonObject {
  const { labels, ...metadata } = asJsonObject(body['metadata']);
  const { [`${OWNER}/name`]: owner, [`${OWNER}/namespace`]: namespace, ...rest } = asJsonObject(labels);
  assert.deepEqual([owner, namespace], [name, 'flux-system']);
  return { ...body, metadata: { ...metadata, ...(Object.keys(rest).length > 0 ? { labels: rest } : {}) } };
}

describe('what Flux makes of a Kustomization is what is compared', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  it('object by object, for everything that it may say', async (t) => {
    const clone = mergeFixtures(t, { '': 'flux', kustomize: 'kustomize' });
    const { objects: declared, unchecked } = await readAt(clone, { path: 'objects', rendering: { type: 'plain' } });
    assert.deepEqual(unchecked, []);
    const server = await startReplayServer(answerAsCluster(declared.map(({ body }) => body)));
    t.after(() => server.stop());
    const kubeconfig = writeKubeconfig(makeFolder(t), { server: server.url }, { token: 'x' });
    const client = await openCluster({ from: { kubeconfig: [kubeconfig] }, environment: {} });
    t.after(() => client.close());
    const all = await readTold(
      clone,
      'flux',
      readDiscovery(client).then((discovery) => ({ client, discovery })),
    );
    const told = all.filter(({ object }) => object.kind === 'Kustomization');
    assert.ok(told.length > 10);
    for (const { object, objects, problems } of told) {
      const file = String(originOf(object)?.file);
      await t.test(file.replace(/^objects\/|\.yaml$/g, '').replaceAll('-', ' '), async (each) => {
        assert.deepEqual(problems, []);
        const expected = await buildAsFlux(each, clone, kubeconfig, object);
        assert.ok(expected.length > 0);
        assert.deepEqual(bodiesOf(objects), expected);
      });
    }
  });
});
