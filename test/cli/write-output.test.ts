import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { writeOutput } from '../../functions/cli/write-output.ts';
import { makeFolder } from '../support/git-repository.ts';

const context = { stdout: { isTerminal: false, columns: undefined, write: async () => {} } };

describe('--output-file', () => {
  it('replaces a file, and leaves nothing beside it', async (t) => {
    const folder = makeFolder(t);
    writeFileSync(join(folder, 'report'), 'old and longer');
    await writeOutput('new', join(folder, 'report'), context);
    assert.equal(readFileSync(join(folder, 'report'), 'utf8'), 'new');
    assert.deepEqual(readdirSync(folder), ['report']);
  });

  it('writes through a link and leaves the link', async (t) => {
    const folder = makeFolder(t);
    writeFileSync(join(folder, 'report'), 'old');
    symlinkSync('report', join(folder, 'latest'));
    await writeOutput('new', join(folder, 'latest'), context);
    assert.ok(lstatSync(join(folder, 'latest')).isSymbolicLink());
    assert.equal(readFileSync(join(folder, 'report'), 'utf8'), 'new');
  });

  it('writes into a pipe and leaves the pipe, as it does a device', { skip: process.platform === 'win32' }, async (t) => {
    const pipe = join(makeFolder(t), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe]);
    const [read] = await Promise.all([text(reader.stdout), writeOutput('through the pipe', pipe, context)]);
    assert.equal(read, 'through the pipe');
    assert.ok(lstatSync(pipe).isFIFO());
  });

  it('says which file cannot be written', async (t) => {
    const file = join(makeFolder(t), 'no', 'such', 'folder');
    await assert.rejects(writeOutput('x', file, context), /--output-file .*folder cannot be written/);
  });
});
