import assert from 'node:assert/strict';
import { basename, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { checkCommand } from '../../functions/cli/commands/check.ts';
import { parseArguments } from '../../functions/cli/parse-arguments.ts';
import { planCheck } from '../../functions/cli/plan-check.ts';
import { WHOLE_CLUSTER } from '../../functions/core/check.ts';

const plan = (...args: readonly string[]) =>
  planCheck(parseArguments('check', checkCommand, args), { name: 'prod', server: 'https://x' }, WHOLE_CLUSTER);

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

  it('looks for unmanaged objects unless told not to', () => {
    assert.equal(plan('-s', '.').scope.unmanaged, true);
    assert.equal(plan('-s', '.', '--no-unmanaged').scope.unmanaged, false);
  });
});
