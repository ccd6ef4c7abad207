/** What Argo CD itself makes of Applications, by the function of its repo-server, beside what is compared of them: byte for byte the same objects. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { ToolObject } from '../../../functions/core/discover/tool-object.ts';
import { originOf } from '../../../functions/core/discover/tool-object.ts';
import { parseManifests } from '../../../functions/core/manifests/parse-manifests.ts';
import { makeFolder } from '../../support/git-repository.ts';
import { bodiesOf } from '../../support/read-rendered.ts';
import { mergeFixtures, readTold, TOLD_REPOSITORY } from '../../support/read-told.ts';
import { findTestTool } from '../../support/workbench.ts';
import { obtainDeliveryTools } from './obtain-delivery-tools.ts';

const obtained = await obtainDeliveryTools('kustomize', 'argo-cd-manifests');

/** Runs Argo CD's rendering in a checkout of its own, which it changes. */
async function renderAsArgoCd(t: TestContext, clone: string, application: ToolObject): Promise<string[]> {
  const { paths } = 'paths' in obtained ? obtained : assert.fail();
  const folder = makeFolder(t);
  const [checkout, programs] = [join(folder, 'checkout'), join(folder, 'programs')];
  cpSync(clone, checkout, { recursive: true });
  mkdirSync(programs);
  symlinkSync(paths.kustomize, join(programs, 'kustomize'));
  symlinkSync(await findTestTool('helm'), join(programs, 'helm'));
  writeFileSync(join(folder, 'application.json'), JSON.stringify(application.body));
  const addresses = [TOLD_REPOSITORY, TOLD_REPOSITORY.replace(/\.git$/, '')];
  const args = [join(folder, 'application.json'), ...addresses.map((url) => `${url}=${checkout}`)];
  const env = { PATH: `${programs}${delimiter}${process.env['PATH']}`, HOME: folder, ARGOCD_LOG_LEVEL: 'error' };
  const output = execFileSync(paths['argo-cd-manifests'], args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 1e9, stdio: 'pipe' });
  const { objects, hooks } = parseManifests(output.trim().replaceAll('\n', '\n---\n'), { source: '', file: '', defaultNamespace: '' });
  return bodiesOf([...objects, ...hooks]);
}

describe('what Argo CD makes of an Application is what is compared', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  it('object by object, for every way of rendering', async (t) => {
    const clone = mergeFixtures(t, { '': 'argo-cd', kustomize: 'kustomize', charts: 'chart' });
    const told = await readTold(clone, 'argo-cd');
    assert.equal(told.length, readdirSync(join(clone, 'objects')).length);
    for (const { object, objects, problems } of told) {
      const file = String(originOf(object)?.file);
      await t.test(file.replace(/^objects\/|\.yaml$/g, '').replaceAll('-', ' '), async (each) => {
        assert.deepEqual(problems, []);
        const expected = await renderAsArgoCd(each, clone, object);
        assert.ok(expected.length > 0);
        assert.deepEqual(bodiesOf(objects), expected);
      });
    }
  });
});
