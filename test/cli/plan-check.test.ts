import assert from 'node:assert/strict';
import { basename, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { checkCommand } from '../../functions/cli/commands/check.ts';
import { parseArguments } from '../../functions/cli/parse-arguments.ts';
import { planCheck } from '../../functions/cli/plan-check.ts';
import { DEFAULT_CONFIG, parseConfig } from '../../functions/core/config.ts';

const plan = (...args: readonly string[]) =>
  planCheck(parseArguments('check', checkCommand, args), { name: 'prod', server: 'https://x' }, DEFAULT_CONFIG);

describe('planning a check from arguments', () => {
  it('takes HEAD, the root and the namespace default where nothing else is said', () => {
    assert.deepEqual(plan('-s', 'https://git.example.com/team/shop.git').sources, [
      {
        id: 'shop',
        url: 'https://git.example.com/team/shop.git',
        revision: 'HEAD',
        path: '',
        defaultNamespace: 'default',
        worktree: false,
      },
    ]);
  });

  it('names a local source after its folder and finds it from anywhere', () => {
    const [source] = plan('-s', '.').sources;
    assert.deepEqual([source?.id, source?.url], [basename(process.cwd()), resolve('.')]);
  });

  it('tells sources of the same name apart', () => {
    const ids = plan('-s', 'https://a.example/x/shop.git', '-s', 'https://b.example/y/shop', '-s', 'git@c.example:z/shop.git').sources.map(
      ({ id }) => id,
    );
    assert.deepEqual(ids, ['shop', 'shop-2', 'shop-3']);
  });

  it('finds the sources by what a tool is told, in the cluster or in the repositories that are named', () => {
    const found = { from: 'argo-cd', destinations: [] };
    assert.deepEqual(plan('--from', 'argo-cd').discoveries, [{ id: 'argo-cd', ...found }]);
    assert.deepEqual(plan('-s', 'https://git.example.com/team/shop.git', '--from', 'argo-cd').discoveries, [
      { id: 'shop', source: 'shop', ...found },
    ]);
    assert.throws(() => plan(), /--source is missing/);
  });

  it('takes the sources of the configuration where the arguments name none', () => {
    const config = parseConfig('sources: [{id: apps, from: flux}, {id: shop, url: https://git.example.com/shop}]', 'plumbline.yaml');
    const check = planCheck(parseArguments('check', checkCommand, []), { name: 'prod', server: 'https://x' }, config);
    assert.deepEqual(check.discoveries, [{ id: 'apps', from: 'flux', destinations: [] }]);
    assert.deepEqual(
      check.sources.map(({ id }) => id),
      ['shop'],
    );
  });

  it('looks for unmanaged objects unless told not to', () => {
    assert.equal(plan('-s', '.').scope.unmanaged, true);
    assert.equal(plan('-s', '.', '--no-unmanaged').scope.unmanaged, false);
  });
});
