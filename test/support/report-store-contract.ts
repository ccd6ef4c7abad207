import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { jsonRenderer } from '../../functions/core/render/render-json.ts';
import type { DriftReport } from '../../functions/core/report.ts';
import { parseReportKey } from '../../functions/core/report-key.ts';
import type { ReportStore } from '../../functions/io/report-store.ts';
import { buildReport, buildUnmanaged, SAMPLE_NOW } from './sample-report.ts';
import { buildHostileReport, buildVariedReport } from './sample-reports.ts';

/** A store under test: empty, with a way around it to what it keeps. */
export interface StoreUnderTest {
  readonly store: ReportStore;
  /** Overwrites what is kept under a key with these bytes. */
  readonly damage: (key: string, content: string) => Promise<void>;
  /** The key of which `latest.json` is the copy. */
  readonly readLatestCopy: (cluster: string) => Promise<string>;
}

/** A report of one cluster at one time. */
export function reportAt(readAt: string, cluster = 'prod-eu', overrides: Partial<DriftReport> = {}): DriftReport {
  const check = { id: cluster, cluster: { name: cluster, server: 'https://example.com' } };
  return buildReport([], { check, readAt, ...overrides });
}

/** A report of about 50 MB, as a cluster with tens of thousands of stray objects makes it. */
export function buildHugeReport(): DriftReport {
  const strays = Array.from({ length: 150_000 }, (_, i) =>
    buildUnmanaged(`ConfigMap namespace-${i % 97}/stray-${i}-${(i * 2654435761) % 4294967296}`),
  );
  return buildReport(strays);
}

const NAMES = ['prod-eu', 'Prod-EU', 'arn:aws:eks:eu-west-1:111122223333:cluster/prod', '..', 'ünï/çødé 💡', '_', ''];

/** What every store of reports does. */
export function describeReportStore(
  name: string,
  open: () => Promise<StoreUnderTest>,
  options: { readonly skip?: string | false } = {},
): void {
  describe(`reports in ${name}`, options, () => {
    for (const [kind, report] of Object.entries({
      varied: buildVariedReport(),
      hostile: { ...buildHostileReport(), readAt: SAMPLE_NOW },
      empty: buildReport(),
    })) {
      it(`gives a ${kind} report back to the byte`, async () => {
        const { store } = await open();
        const { key, stored } = await store.store(report);
        assert.equal(stored, true);
        for (const read of [
          await store.read(key),
          await store.readLatest(report.check.id),
          await store.readAt(report.check.id, SAMPLE_NOW),
        ])
          assert.equal(read && renderJson(read), renderJson(report));
      });
    }

    it('gives integers beyond 2^53 back exactly', async () => {
      const { store } = await open();
      const report = reportAt('2026-11-04T03:00:00Z', 'prod-eu', { undecided: [{ ...undecided(), live: 9007199254740993n }] });
      const { key } = await store.store(report);
      assert.deepEqual((await store.read(key))?.undecided[0]?.live, 9007199254740993n);
    });

    it('keeps one report of the same check, and the first', async () => {
      const { store } = await open();
      const first = reportAt('2026-11-04T03:00:00Z');
      const again = { ...first, serverVersion: 'v1.35.0' };
      assert.equal((await store.store(first)).stored, true);
      const { key, stored } = await store.store(again);
      assert.equal(stored, false);
      assert.equal((await store.read(key))?.serverVersion, first.serverVersion);
      assert.equal((await collect(store.list('prod-eu'))).length, 1);
    });

    it('keeps one report of eight that store the same at once, and says so to one of them', async () => {
      const { store } = await open();
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => store.store(reportAt('2026-11-04T03:00:00Z'))));
      assert.equal(outcomes.filter(({ stored }) => stored).length, 1);
      assert.equal((await collect(store.list('prod-eu'))).length, 1);
    });

    it('loses none of the reports of overlapping runs, and its latest only moves forward', async () => {
      const { store, readLatestCopy } = await open();
      const times = ['03:00:07', '03:00:01', '03:00:05', '02:59:59', '03:00:02', '03:00:06'].map((time) => `2026-11-04T${time}Z`);
      const outcomes = await Promise.all(times.map((time) => store.store(reportAt(time))));
      const listed = await collect(store.list('prod-eu'));
      assert.deepEqual(
        listed.map(({ at }) => at),
        [...times].sort().reverse(),
      );
      assert.equal(await readLatestCopy('prod-eu'), outcomes[0]?.key);
      await store.store(reportAt('2026-11-03T12:00:00Z'));
      assert.equal(await readLatestCopy('prod-eu'), outcomes[0]?.key);
      assert.equal((await store.readLatest('prod-eu'))?.readAt, '2026-11-04T03:00:07Z');
    });

    it('finds the report in force at a time', async () => {
      const { store } = await open();
      for (const time of ['2025-12-31T23:59:59Z', '2026-11-03T22:00:00Z', '2026-11-04T03:00:00.420Z']) await store.store(reportAt(time));
      const find = async (time: string) => (await store.readAt('prod-eu', time))?.readAt;
      assert.equal(await find('2025-12-31T23:59:58Z'), undefined);
      assert.equal(await find('2026-01-01T00:00:00Z'), '2025-12-31T23:59:59Z');
      assert.equal(await find('2026-11-04T02:59:59Z'), '2026-11-03T22:00:00Z');
      assert.equal(await find('2026-11-04T00:30:00+02:00'), '2026-11-03T22:00:00Z');
      assert.equal(await find('2026-11-04T03:00:01Z'), '2026-11-04T03:00:00.420Z');
      const listed = await collect(store.list('prod-eu', { since: '2026-11-03T22:00:00Z', until: '2026-11-03T23:00:00Z' }));
      assert.deepEqual(
        listed.map(({ at }) => at),
        ['2026-11-03T22:00:00Z'],
      );
    });

    it('keeps clusters apart, whatever they are called', async () => {
      const { store } = await open();
      for (const cluster of NAMES) await store.store(reportAt('2026-11-04T03:00:00Z', cluster));
      assert.deepEqual(
        await store.listClusters(),
        [...NAMES].sort((a, b) => (a < b ? -1 : 1)),
      );
      for (const cluster of NAMES) {
        assert.equal((await store.readLatest(cluster))?.check.id, cluster);
        assert.equal((await collect(store.list(cluster))).length, 1);
      }
    });

    it('has nothing where nothing was stored', async () => {
      const { store } = await open();
      assert.deepEqual(await store.listClusters(), []);
      assert.deepEqual(await collect(store.list('prod-eu')), []);
      assert.equal(await store.readLatest('prod-eu'), undefined);
      assert.equal(await store.readAt('prod-eu', '2026-11-04T03:00:00Z'), undefined);
      assert.equal(await store.read('reports/prod-eu/2026-11-04/030000Z-00000000.json'), undefined);
    });

    for (const [what, content] of Object.entries({ cut: '{"schemaVersion":1,"che', empty: '', list: '[]', bare: '{"schemaVersion":1}' })) {
      it(`names a damaged report (${what}), and throws neither it nor the report before it away`, async () => {
        const { store, damage } = await open();
        const before = reportAt('2026-11-04T02:00:00Z');
        await store.store(before);
        const { key } = await store.store(reportAt('2026-11-04T03:00:00Z'));
        await damage(key, content);
        const named = { message: new RegExp(`${key.split('/').at(-1)} is damaged: `) };
        await assert.rejects(store.read(key), named);
        await assert.rejects(store.readLatest('prod-eu'), named);
        await assert.rejects(store.readAt('prod-eu', '2026-11-04T04:00:00Z'), named);
        await assert.rejects(store.store(reportAt('2026-11-04T03:00:00Z')), named);
        assert.equal((await collect(store.list('prod-eu'))).length, 2);
        assert.equal((await store.readAt('prod-eu', '2026-11-04T02:30:00Z'))?.readAt, before.readAt);
      });
    }

    it('gives a report from before differences had a severity the one they have today', async () => {
      const { store, damage } = await open();
      const report = { ...buildVariedReport(), readAt: '2026-11-04T03:00:00Z' };
      const { key } = await store.store(report);
      const { severities, ...counts } = report.counts;
      const differences = report.differences.map(({ severity: _severity, ...difference }) => difference);
      await damage(key, JSON.stringify({ ...report, counts, differences }));
      const read = await store.read(key);
      assert.deepEqual(read?.counts.severities, severities);
      assert.deepEqual(
        read?.differences.map(({ severity }) => severity),
        report.differences.map(({ severity }) => severity),
      );
      await damage(key, JSON.stringify({ ...report, counts, differences: [{ type: 'modified' }] }));
      await assert.rejects(store.read(key), /is damaged: /);
    });

    it('takes no report for one of another time', async () => {
      const { store, damage } = await open();
      const { key } = await store.store(reportAt('2026-11-04T03:00:00Z'));
      await damage(key, renderJson(reportAt('2026-11-04T02:00:00Z')));
      await assert.rejects(store.read(key), /is damaged: it is the report of another check or time/);
    });

    it('takes a report of 50 MB', async () => {
      const { store } = await open();
      const report = buildHugeReport();
      const text = renderJson(report);
      assert.ok(text.length > 50e6, `${text.length}`);
      const { key } = await store.store(report);
      const read = await store.read(key);
      assert.ok(read && renderJson(read) === text);
    });
  });
}

function undecided(): DriftReport['undecided'][number] {
  const ref = { group: '', kind: 'Widget', namespace: 'shop', name: 'blue' };
  return { ref, origin: { source: 'shop', file: 'a.yaml', line: 1 }, path: [{ field: 'n' }], at: '.n', live: 1, reason: 'unknown' };
}

async function collect(keys: ReturnType<ReportStore['list']>): Promise<{ readonly key: string; readonly at: string }[]> {
  const all = [];
  for await (const key of keys) {
    assert.deepEqual(parseReportKey(key.key), key);
    all.push(key);
  }
  return all;
}

function renderJson(report: DriftReport): string {
  return jsonRenderer.render(report, { colour: false, width: 100, now: report.readAt, explain: false });
}
