import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COMMANDS } from '../../functions/cli/commands.ts';
import { runCommandLine } from '../support/command-line.ts';

describe('the command line', () => {
  it('prints what there is on help, and ends with 2 where nothing was asked for', async (t) => {
    for (const args of [['help'], ['--help'], ['-h']]) {
      const { code, stdout } = await runCommandLine(t, args);
      assert.equal(code, 0);
      for (const { name } of COMMANDS) assert.ok(stdout.includes(`  ${name}`), name);
    }
    const nothing = await runCommandLine(t, []);
    assert.deepEqual([nothing.code, nothing.stdout], [2, '']);
    assert.match(nothing.stderr, /Usage: plumbline COMMAND/);
  });

  it('suggests the command and the option that was meant, and ends with 2', async (t) => {
    const command = await runCommandLine(t, ['chekc']);
    assert.deepEqual([command.code, command.stdout], [2, '']);
    assert.match(command.stderr, /unknown command "chekc": did you mean check\?/);
    assert.match((await runCommandLine(t, ['check', '--sorce', '.'])).stderr, /unknown option --sorce: did you mean --source\?/);
    assert.match((await runCommandLine(t, ['check', '-s', '.', '-o', 'jsn'])).stderr, /did you mean json\?/);
    assert.match((await runCommandLine(t, ['--source', '.'])).stderr, /a command comes before its options/);
  });

  it('takes no credential from the command line, and does not repeat it', async (t) => {
    const { code, stderr } = await runCommandLine(t, ['check', '-s', 'https://me:hunter2@git.example.com/r.git']);
    assert.equal(code, 2);
    assert.match(stderr, /PLUMBLINE_GIT_TOKEN/);
    assert.ok(!stderr.includes('hunter2'));
  });

  it('says what a wrong argument should look like', async (t) => {
    assert.match((await runCommandLine(t, ['check', '-s', '.', '--timeout', 'soon'])).stderr, /--timeout soon: a time is written like 90s/);
    assert.match((await runCommandLine(t, ['check', '-s'])).stderr, /-s needs a value/);
    assert.match((await runCommandLine(t, ['check', '--source', '--quiet'])).stderr, /--source needs a value/);
    assert.match((await runCommandLine(t, ['check'])).stderr, /--source is missing/);
    assert.match((await runCommandLine(t, ['check', '-s', '.', '--path', 'a', '--path', 'b'])).stderr, /--path is given twice/);
    assert.match((await runCommandLine(t, ['check', 'extra', '-s', '.'])).stderr, /"extra" is one argument too many/);
    assert.match((await runCommandLine(t, ['check', '--quiet=1', '-s', '.'])).stderr, /--quiet takes no value/);
  });

  it('lets no terminal escape of an argument through', async (t) => {
    const { stderr } = await runCommandLine(t, ['check', '--\u001b[31m']);
    assert.ok(!stderr.includes('\u001b'));
  });

  it('prints the role and the schema without a cluster', async (t) => {
    const role = await runCommandLine(t, ['rbac', '--service-account', 'plumbline/reader', '--api-group', 'example.com']);
    assert.equal(role.code, 0, role.stderr);
    assert.match(role.stdout, /kind: ClusterRoleBinding/);
    assert.match(role.stdout, /apiGroups: \["example\.com"\]\n {4}resources: \["\*"\]/);
    const schema = await runCommandLine(t, ['schema']);
    assert.equal(schema.code, 0);
    assert.equal(JSON.parse(schema.stdout).type, 'object');
  });
});

for (const { name, load } of COMMANDS) {
  describe(`the help of plumbline ${name}`, () => {
    it('names every option and shows an example that its own parser takes', async (t) => {
      const command = await load();
      const { code, stdout } = await runCommandLine(t, ['help', ...name.split(' ')]);
      assert.equal(code, 0);
      for (const option of command.options) assert.ok(stdout.includes(`--${option.name}`), option.name);
      assert.ok(command.examples.length > 0);
      for (const { command: line } of command.examples) assert.ok(line.startsWith(`plumbline ${name}`), line);
      assert.equal((await runCommandLine(t, [...name.split(' '), '--help'])).stdout, stdout);
    });
  });
}
