import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../functions/cli/bin.js', import.meta.url));

/** A Node of this machine that is too old to run TypeScript, if there is one. */
function findOldNode(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return folders
    .map((folder) => join(folder, 'node'))
    .filter((path) => existsSync(path))
    .find((path) => Number(execFileSync(path, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' })) < 22);
}

const oldNode = findOldNode();

describe('the bin', () => {
  it('runs on this Node', () => {
    const { status, stdout } = spawnSync(process.execPath, [BIN, 'help'], { encoding: 'utf8' });
    assert.equal(status, 0);
    assert.match(stdout, /Usage: plumbline/);
  });

  it('passes on the exit code', () => {
    assert.equal(spawnSync(process.execPath, [BIN, 'nope'], { encoding: 'utf8' }).status, 2);
  });

  it('finds Node 24 beside it where it is started with an older one', {
    skip: oldNode === undefined && 'no older Node on this machine',
  }, () => {
    const { status, stdout, stderr } = spawnSync(oldNode ?? '', [BIN, 'help'], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /Usage: plumbline/);
    assert.equal(spawnSync(oldNode ?? '', [BIN, 'nope'], { encoding: 'utf8' }).status, 2);
  });

  it('says what to do where there is no such Node either', { skip: oldNode === undefined && 'no older Node on this machine' }, () => {
    const { status, stderr } = spawnSync(oldNode ?? '', [BIN, 'help'], {
      encoding: 'utf8',
      env: { ...process.env, PLUMBLINE_RUNTIME: 'bundled' },
    });
    assert.equal(status, 2);
    assert.match(stderr, /^plumbline: needs Node 24, this is \d+\./);
  });

  it('ends in silence where nobody reads what it prints any more', async () => {
    const child = spawn(process.execPath, [BIN, 'schema'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => {
      stderr += data.toString();
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    assert.deepEqual([code, stderr], [0, '']);
  });
});
