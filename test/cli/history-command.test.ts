import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it, type TestContext } from 'node:test';
import type { CheckHistory } from '../../functions/core/history/check-history.ts';
import { HISTORIES } from '../../functions/core/history/history-keys.ts';
import { openLocalDocuments } from '../../functions/io/documents/local-documents.ts';
import { openLocalReportStore } from '../../functions/io/local-report-store.ts';
import { type Outcome, runCommandLine } from '../support/command-line.ts';
import { makeFolder } from '../support/git-repository.ts';
import { generateRuns, replayRuns, type SampleRun } from '../support/sample-history.ts';

let runs: readonly SampleRun[];
before(() => {
  runs = [...generateRuns({ clusters: 2, days: 20, everyMinutes: 480 })];
});

async function openStore(t: TestContext) {
  const folder = join(makeFolder(t), 'store');
  const store = openLocalReportStore(folder);
  for (const { report } of runs) if (report) await store.store(report);
  const history = (...args: readonly string[]): Promise<Outcome> => runCommandLine(t, ['history', '--from', folder, ...args]);
  return { folder, history };
}

describe('plumbline history', () => {
  it('makes of the reports that are there what their runs would have left, to the byte', async (t) => {
    const { folder, history } = await openStore(t);
    const rebuilt = await history('--rebuild');
    assert.equal(rebuilt.code, 0);
    assert.match(rebuilt.stderr, /made anew from \d+ reports/);
    const stored = await openLocalDocuments(folder, Date.now).list<CheckHistory>(HISTORIES);
    const expected = replayRuns(
      runs.filter(({ report }) => report),
      undefined,
    ).map(({ history }) => history);
    assert.deepEqual(
      stored.map(({ value }) => value.check),
      expected.map(({ check }) => check).sort(),
    );
    for (const { check, ...own } of expected) assert.deepEqual(stored.find(({ id }) => id === check)?.value, { ...own, check });
    const again = readFileSync(join(folder, 'history/index.html'), 'utf8');
    await history('--rebuild');
    assert.equal(readFileSync(join(folder, 'history/index.html'), 'utf8'), again);
    for (const page of ['clusters/prod-eu.html', 'newest/prod-us.html']) assert.ok(existsSync(join(folder, 'history', page)), page);
  });

  it('tells on a screen how drift came and went, and where the page is', async (t) => {
    const { folder, history } = await openStore(t);
    await history('--rebuild');
    const all = await history();
    assert.match(all.stdout, /^2 clusters, 20 days until 2026-11-04/);
    assert.match(all.stdout, /\ndrift +[·▁▂▃▄▅▆▇█]{20} {2}now \d+, at most \d+\n/);
    assert.match(all.stdout, /\nprod-us +[·▁▂▃▄▅▆▇█]{20} /);
    assert.ok(all.stdout.endsWith(`\n${join(folder, 'history/index.html')}\n`));
    const one = await history('prod-us', '--output', 'json');
    const told = JSON.parse(one.stdout) as { page: string; checks: { check: string }[]; days: unknown[] };
    assert.deepEqual([told.checks.map(({ check }) => check), told.days.length], [['prod-us'], 20]);
    assert.equal(told.page, join(folder, 'history/clusters/prod-us.html'));
  });

  it('leaves out a report that is damaged, and names it', async (t) => {
    const { folder, history } = await openStore(t);
    const [first] = runs.flatMap(({ report }) => report ?? []);
    const file = join(folder, 'reports/prod-eu', first?.readAt.slice(0, 10) ?? '', '000000Z-3f2a9c1d.json');
    writeFileSync(file, '{');
    const { code, stderr } = await history('--rebuild');
    assert.equal(code, 0);
    assert.match(stderr, /reports\/prod-eu\/\S+\.json was left out: .*damaged/);
  });

  it('says what there is where there is no history, or none of that cluster', async (t) => {
    const { history } = await openStore(t);
    const none = await history();
    assert.deepEqual([none.code, none.stdout], [2, '']);
    assert.match(none.stderr, /has no history\n.*--rebuild/);
    await history('--rebuild');
    assert.match((await history('prod-xx')).stderr, /no history of prod-xx; there is one of prod-eu, prod-us/);
  });

  it('signs links of a bucket only', async (t) => {
    const { history } = await openStore(t);
    await history('--rebuild');
    const { code, stderr } = await history('--link');
    assert.equal(code, 2);
    assert.match(stderr, /--link signs pages of a bucket/);
    assert.match((await history('--expires', '1h')).stderr, /--expires goes with --link/);
  });
});
