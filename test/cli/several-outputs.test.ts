import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runCommandLine } from '../support/command-line.ts';
import { makeFolder } from '../support/git-repository.ts';

const demo = ['demo', '--quiet'];

describe('--output', () => {
  it('is given several times: one goes to stdout, the others to their files', async (t) => {
    const folder = makeFolder(t);
    const [sarif, csv] = [join(folder, 'drift.sarif'), join(folder, 'a=b.csv')];
    const { code, stdout } = await runCommandLine(t, [...demo, '-o', `sarif=${sarif}`, '--output', 'text', '--output', `csv=${csv}`]);
    assert.equal(code, 0);
    assert.match(stdout, /DRIFTED/);
    assert.equal(JSON.parse(readFileSync(sarif, 'utf8')).version, '2.1.0');
    assert.match(readFileSync(csv, 'utf8'), /^cluster,/);
  });

  it('that names a file writes nothing to stdout, as --output-file does', async (t) => {
    const folder = makeFolder(t);
    const [one, other] = [join(folder, 'one.xml'), join(folder, 'other.xml')];
    assert.equal((await runCommandLine(t, [...demo, '--output', `junit=${one}`])).stdout, '');
    assert.equal((await runCommandLine(t, [...demo, '--output', 'junit', '--output-file', other])).stdout, '');
    for (const file of [one, other]) assert.match(readFileSync(file, 'utf8'), /<testsuites [^>]*failures="10"/);
  });

  it('lets --output-file hold what would go to stdout', async (t) => {
    const folder = makeFolder(t);
    const [prom, text] = [join(folder, 'plumbline.prom'), join(folder, 'report.txt')];
    const args = [...demo, '--output', `prometheus=${prom}`, '--output', 'text', '--output-file', text];
    assert.equal((await runCommandLine(t, args)).stdout, '');
    assert.match(readFileSync(text, 'utf8'), /DRIFTED/);
    assert.match(readFileSync(prom, 'utf8'), /# EOF\n$/);
  });

  it('that cannot be written keeps none of the others', async (t) => {
    const folder = makeFolder(t);
    const csv = join(folder, 'drift.csv');
    const args = [...demo, '--output', `markdown=${join(folder, 'no', 'such', 'folder.md')}`, '-o', `csv=${csv}`];
    const { code, stderr } = await runCommandLine(t, args);
    assert.equal(code, 2);
    assert.match(stderr, /no\/such\/folder\.md cannot be written/);
    assert.ok(existsSync(csv));
  });

  const slips: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['two for stdout', ['-o', 'text', '-o', 'json'], /text and json would both go to stdout: name a file, --output json=FILE/],
    ['two for --output-file', ['-o', 'text', '-o', 'json', '--output-file', 'x'], /both go to --output-file x/],
    ['two for one file', ['-o', 'csv=x', '-o', 'json=x'], /two outputs would be written to x/],
    ['a file for nothing', ['-o', 'csv=x', '--output-file', 'y'], /every --output names a file already/],
    ['no name of a file', ['-o', 'csv='], /the name of the file is missing/],
    ['a typo', ['-o', 'sariff=drift.sarif'], /-o sariff: did you mean sarif\?/],
  ];
  for (const [slip, args, expected] of slips) {
    it(`says what is wrong with ${slip} before anything is asked`, async (t) => {
      const { code, stdout, stderr } = await runCommandLine(t, ['check', '--source', '/nowhere', ...args]);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, expected);
    });
  }
});
