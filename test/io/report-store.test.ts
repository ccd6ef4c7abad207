import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DriftReport } from '../../functions/core/report.ts';
import { buildLatestKey } from '../../functions/core/report-key.ts';
import { openReportStore } from '../../functions/io/report-store.ts';
import type { ReportShelf } from '../../functions/io/reports/report-shelf.ts';
import { buildReport } from '../support/sample-report.ts';

/** A shelf in memory whose call number `failing` fails, before it did its work or after. */
function createShelf(files: Map<string, string>, failing: number, when: 'before' | 'after'): ReportShelf {
  let calls = 0;
  const run = async <T>(work: () => T): Promise<T> => {
    const fails = calls++ === failing;
    if (fails && when === 'before') throw new Error('killed');
    const result = work();
    if (fails) throw new Error('killed');
    return result;
  };
  const namesBelow = (folder: string) =>
    [...files.keys()].filter((key) => key.startsWith(folder)).map((key) => key.slice(folder.length).split('/'));
  return {
    describe: (key) => key,
    listFolders: (folder) =>
      run(() => [...new Set(namesBelow(folder).flatMap(([name = '', below]) => (below === undefined ? [] : [name])))]),
    listFiles: (folder) => run(() => namesBelow(folder).flatMap(([name = '', below]) => (below === undefined ? [folder + name] : []))),
    read: (key) => run(() => (files.has(key) ? Buffer.from(files.get(key) ?? '') : undefined)),
    create: (key, content) => run(() => !files.has(key) && Boolean(files.set(key, Buffer.from(content).toString()))),
    advance: (latest, _key, content) => run(() => void files.set(latest, Buffer.from(content).toString())),
  };
}

describe('storing a report that is interrupted', () => {
  for (const when of ['before', 'after'] as const) {
    for (const failing of [0, 1, 2]) {
      it(`leaves one report and the latest when it is done again (${when} call ${failing})`, async () => {
        const files = new Map<string, string>();
        const first = buildReport();
        await openReportStore(createShelf(files, failing, when))
          .store(first)
          .catch(() => {});
        // The second run costs something else; what was kept first stays.
        const again: DriftReport = { ...first, cost: { ...first.cost, requests: 99 } };
        const { key } = await openReportStore(createShelf(files, -1, when)).store(again);
        assert.deepEqual([...files.keys()].sort(), [key, buildLatestKey('prod-eu')]);
        assert.equal(files.get(key), files.get(buildLatestKey('prod-eu')));
      });
    }
  }

  it('tells the latest from its copy where the dated reports have expired', async () => {
    const files = new Map<string, string>();
    const store = openReportStore(createShelf(files, -1, 'before'));
    const { key } = await store.store(buildReport());
    files.delete(key);
    assert.equal((await store.readLatest('prod-eu'))?.check.id, 'prod-eu');
  });
});
