import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { fromBufferPromise } from 'yauzl';
import { openLocalReportStore } from '../../functions/io/local-report-store.ts';
import { runCommandLine } from '../support/command-line.ts';
import { makeFolder } from '../support/git-repository.ts';
import { buildChanged, buildModified, buildPath, buildReport } from '../support/sample-report.ts';
import { buildVariedReport } from '../support/sample-reports.ts';

const DRIFTED = 'reports/prod-eu/2026-11-04/031209Z-3f2a9c1d.json';
const web = buildModified('Deployment.apps shop/web', [buildChanged(buildPath('spec', 'replicas'), 3, 9)]);

/** Two reports of prod-eu, in sync and then drifted, and one of prod-us, which drifted in one field. */
async function fillStore(t: TestContext): Promise<string> {
  const folder = join(makeFolder(t), '.plumbline');
  const store = openLocalReportStore(folder);
  await store.store(buildReport([], { readAt: '2026-11-03T22:00:00Z' }));
  await store.store(buildVariedReport());
  await store.store(buildReport([web], { check: { id: 'prod-us', cluster: { name: 'prod-us', server: '' } } }));
  return folder;
}

async function unzip(file: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await fromBufferPromise(readFileSync(file));
  const entries = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return entries;
}

describe('plumbline report list', () => {
  it('tells the latest report of each cluster, or all of one, newest first', async (t) => {
    const from = await fillStore(t);
    const all = await runCommandLine(t, ['report', 'list', '--from', from]);
    assert.equal(all.code, 0, all.stderr);
    assert.deepEqual(
      all.stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split('  ')[0]),
      ['prod-eu', 'prod-us'],
    );
    assert.match(all.stdout, /prod-eu {2}2026-11-04 03:12:09 UTC .*✗ drifted +3f2a9c1d {2}5 modified, 2 missing, 3 unmanaged, 2 unchecked/);
    const one = await runCommandLine(t, ['report', 'list', 'prod-eu', `--store=${from}`]);
    assert.match(one.stdout, /^.*✗ drifted.*\n.*✓ in sync.*\n$/);
    const json = await runCommandLine(t, ['report', 'list', 'prod-eu', '--until', '2026-11-03', '--from', from, '-o', 'json']);
    assert.deepEqual(
      (JSON.parse(json.stdout) as { at: string; verdict: string }[]).map(({ at, verdict }) => [at, verdict]),
      [['2026-11-03T22:00:00Z', 'in-sync']],
    );
    const limited = await runCommandLine(t, ['report', 'list', 'prod-eu', '--limit', '1', '--from', from, '-o', 'json']);
    assert.equal((JSON.parse(limited.stdout) as unknown[]).length, 1);
  });

  it('names a damaged report in its line, tells the others and ends with 3', async (t) => {
    const from = await fillStore(t);
    truncateSync(join(from, DRIFTED), 100);
    const { code, stdout } = await runCommandLine(t, ['report', 'list', 'prod-eu', '--from', from]);
    assert.equal(code, 3);
    assert.match(stdout, /! damaged .*\n.*✓ in sync/);
  });

  it('calls itself by its whole name where something is wrong', async (t) => {
    const from = await fillStore(t);
    for (const [args, message] of [
      [['--limit', '0'], /--limit 0: a number[\s\S]*plumbline help report list/],
      [['--since', 'yesterday'], /--since yesterday: a time is written like[\s\S]*plumbline help report list/],
      [['--since', '2026-11-05', '--until', '2026-11-04'], /is later than --until/],
      [['prod-au'], /no report of prod-au; there are reports of prod-eu, prod-us/],
    ] as const) {
      const { code, stderr } = await runCommandLine(t, ['report', 'list', ...args, '--from', from]);
      assert.equal(code, 2);
      assert.match(stderr, message);
    }
    for (const [command, args] of [
      ['report open', ['prod-eu', '--from', 's3://Not_A_Bucket']],
      ['images', ['a', 'b', '--from', 's3://Not_A_Bucket']],
      ['evidence', ['a', '--from', 's3://Not_A_Bucket']],
    ] as const)
      assert.match((await runCommandLine(t, [...command.split(' '), ...args])).stderr, new RegExp(`plumbline help ${command}`));
  });
});

describe('plumbline report diff', () => {
  it('compares the last two reports of a cluster, and ends as a check would', async (t) => {
    const from = await fillStore(t);
    const { code, stdout } = await runCommandLine(t, ['report', 'diff', 'prod-eu', '--from', from]);
    assert.equal(code, 1);
    assert.match(stdout, /✗ \d+ new\n {2}prod-eu, 2026-11-03 22:00:00 UTC → 2026-11-04 03:12:09 UTC/);
    const back = await runCommandLine(t, ['report', 'diff', 'prod-eu@latest', 'prod-eu@2026-11-03', '--from', from, '-o', 'json']);
    assert.equal(back.code, 0);
    const { counts } = JSON.parse(back.stdout) as { counts: Record<string, number> };
    assert.deepEqual([counts['new'], counts['changed'], counts['unknown']], [0, 0, 0]);
    assert.ok((counts['gone'] ?? 0) > 10);
    assert.equal((await runCommandLine(t, ['report', 'diff', 'latest', 'latest', '--cluster', 'prod-us', '--from', from])).code, 0);
  });

  it('takes keys, files, times and clusters in any mixture, in every output', async (t) => {
    const from = await fillStore(t);
    const file = join(makeFolder(t), 'before.json');
    writeFileSync(file, JSON.stringify(buildReport([web])));
    for (const pair of [
      [file, DRIFTED],
      ['prod-us', 'prod-eu'],
      ['2026-11-03', '2026-11-05T00:00:00Z', '--cluster', 'prod-eu'],
    ])
      for (const output of ['text', 'json', 'markdown', 'html']) {
        const { code, stdout, stderr } = await runCommandLine(t, ['report', 'diff', ...pair, '--from', from, '-o', output]);
        assert.equal(code, 1, stderr);
        assert.match(stdout, /web-config/);
      }
  });

  it('says what there is where a report is not', async (t) => {
    const from = await fillStore(t);
    for (const [args, message] of [
      [['latest', 'yesterday'], /name the cluster: there are reports of prod-eu, prod-us/],
      [['prod-eu@latest~7', 'prod-eu@latest'], /has no 8 reports of prod-eu/],
      [['prod-eu@latest', 'tomorrow'], /tomorrow is no report: a key of/],
      [['nothing.json', 'prod-eu@latest'], /nothing\.json cannot be read/],
      [[DRIFTED.replace('0312', '0313'), 'prod-eu'], /has no report reports\/prod-eu/],
    ] as const) {
      const { code, stderr } = await runCommandLine(t, ['report', 'diff', ...args, '--from', from]);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, message);
    }
  });
});

describe('plumbline report open', () => {
  it('writes the page where only its user can read it, prints the path, and opens no browser for a program', async (t) => {
    const from = await fillStore(t);
    const { code, stdout } = await runCommandLine(t, ['report', 'open', 'prod-eu', '--from', from]);
    const file = stdout.trimEnd();
    assert.equal(code, 1);
    assert.match(readFileSync(file, 'utf8'), /^<!doctype html>/);
    assert.equal(statSync(dirname(file)).mode & 0o777, 0o700);
  });

  it('opens the browser of a terminal, unless it is told not to', { skip: process.platform !== 'linux' }, async (t) => {
    const from = await fillStore(t);
    const folder = makeFolder(t);
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\nprintf %s "$1" > '${folder}/opened'\n`);
    chmodSync(join(bin, 'xdg-open'), 0o755);
    const variables = { PATH: `${bin}:/usr/bin:/bin` };
    await runCommandLine(t, ['report', 'open', 'prod-eu', '--from', from, '--no-browser'], { variables, terminal: true });
    const { stdout } = await runCommandLine(t, ['report', 'open', 'prod-eu', '--from', from], { variables, terminal: true });
    for (let i = 0; i < 100 && !statSync(join(folder, 'opened'), { throwIfNoEntry: false })?.size; i++)
      await new Promise((done) => setTimeout(done, 20));
    assert.equal(readFileSync(join(folder, 'opened'), 'utf8'), stdout.trimEnd());
  });

  it('makes a link of a report in a bucket only', async (t) => {
    const from = await fillStore(t);
    const { code, stderr } = await runCommandLine(t, ['report', 'open', 'prod-eu', '--link', '--from', from]);
    assert.deepEqual([code, /--link is for a bucket/.test(stderr)], [2, true]);
  });
});

describe('plumbline report export', () => {
  it('puts the stored bytes of a span into a zip, with a manifest, and writes over nothing', async (t) => {
    const from = await fillStore(t);
    const file = join(makeFolder(t), 'all.zip');
    const { code, stdout, stderr } = await runCommandLine(t, [
      'report',
      'export',
      '--since',
      '2026-11-04',
      '--from',
      from,
      '--output-file',
      file,
    ]);
    assert.deepEqual([code, stdout, stderr], [0, `${file}\n`, '2 reports of 2 clusters\n']);
    const entries = await unzip(file);
    assert.deepEqual(entries.get(DRIFTED), readFileSync(join(from, DRIFTED)));
    const manifest = JSON.parse(String(entries.get('manifest.json'))) as { reports: { key: string }[]; damaged: unknown[] };
    assert.deepEqual([manifest.reports.length, manifest.damaged.length, manifest.reports[0]?.key], [2, 0, DRIFTED]);
    assert.match((await runCommandLine(t, ['report', 'export', '--from', from, '--output-file', file])).stderr, /is there already/);
  });

  it('writes one table, or a report a line, and names what is damaged', async (t) => {
    const from = await fillStore(t);
    const csv = await runCommandLine(t, ['report', 'export', '--from', from, '-o', 'csv']);
    assert.equal(csv.stdout.split('\n').filter((line) => line.startsWith('cluster,readAt')).length, 1);
    assert.match(csv.stdout, /\nprod-us,/);
    truncateSync(join(from, DRIFTED), 100);
    const lines = await runCommandLine(t, ['report', 'export', 'prod-eu', '--from', from, '-o', 'ndjson']);
    assert.equal(lines.code, 3);
    const [report, manifest] = lines.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; damaged?: { key: string }[] });
    assert.deepEqual([report?.type, manifest?.type, manifest?.damaged?.[0]?.key], ['report', 'report-export', DRIFTED]);
    assert.match(lines.stderr, /left out: reports\/prod-eu/);
  });
});
