import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { addPoint } from '../../../functions/core/history/add-point.ts';
import { buildReading } from '../../../functions/core/history/build-point.ts';
import type { CheckHistory } from '../../../functions/core/history/check-history.ts';
import { HISTORIES } from '../../../functions/core/history/history-keys.ts';
import type { CheckBook } from '../../../functions/core/incident/check-book.ts';
import type { DriftReport } from '../../../functions/core/report.ts';
import { buildReportKey } from '../../../functions/core/report-key.ts';
import { openLocalDocuments } from '../../../functions/io/documents/local-documents.ts';
import { type HistoryPlace, keepHistory, writeIndex } from '../../../functions/io/history/keep-history.ts';
import { openLocalPages } from '../../../functions/io/history/local-pages.ts';
import { createMemoryDocuments } from '../../support/memory-documents.ts';
import { reportAt } from '../../support/report-store-contract.ts';

/** A place that remembers what was written into it, and how much. */
function createRecording() {
  const documents = createMemoryDocuments();
  const pages = new Map<string, { content: Uint8Array; tag: string }>();
  const written: { key: string; bytes: number }[] = [];
  const place: HistoryPlace = {
    documents: {
      ...documents,
      write: async (partition, id, value, ...rest) => {
        const version = await documents.write(partition, id, value, ...rest);
        if (version !== undefined) written.push({ key: `${partition}/${id}`, bytes: JSON.stringify(value).length });
        return version;
      },
    },
    pages: {
      read: async (key) => pages.get(key),
      replace: async (key, content, tag) => {
        if (pages.get(key)?.tag !== tag) return 'refused';
        pages.set(key, { content, tag: String(Number(tag ?? 0) + 1) });
        written.push({ key, bytes: content.length });
        return 'replaced';
      },
    },
  };
  return { place, pages, written, keys: () => written.map(({ key }) => key).sort() };
}

const bookOf = (check: string): CheckBook => ({ check, cluster: check, run: 'r', at: '2026-11-04T00:00:00Z', entries: [], closed: [] });

async function keep(place: HistoryPlace, report: DriftReport): Promise<CheckHistory> {
  return keepHistory(
    place,
    { point: buildReading(report, buildReportKey(report)), book: bookOf(report.check.id), everyMinutes: 60 },
    report,
  );
}

function makeFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-history-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('history beside the reports', () => {
  it('is after 10,000 reports still rewritten only where a new one changes it, and in no more bytes than after 100 of as many days', async () => {
    const after = async (everyMinutes: number) => {
      const recording = createRecording();
      const [start, count] = [Date.parse('2026-10-15T00:00:00Z'), Math.floor((20 * 24 * 60) / everyMinutes)];
      for (const check of ['prod-eu', 'prod-us']) {
        const book = bookOf(check);
        const template = buildReading(reportAt('2026-10-15T00:00:00Z', check), '');
        let history: CheckHistory | undefined;
        for (let run = 0; run < count; run++) {
          const at = new Date(start + run * everyMinutes * 60_000).toISOString();
          history = addPoint(history, { point: { ...template, at, key: `reports/${check}/${at}.json` }, book, everyMinutes });
        }
        await recording.place.documents.write(HISTORIES, check, history, undefined);
        await keep(recording.place, reportAt('2026-11-04T00:00:00Z', check));
      }
      await writeIndex(recording.place);
      recording.written.length = 0;
      await keep(recording.place, reportAt('2026-11-04T00:05:00Z', 'prod-us'));
      await writeIndex(recording.place);
      return { keys: recording.keys(), bytes: recording.written.reduce((sum, { bytes }) => sum + bytes, 0), reports: 2 * count };
    };
    const many = await after(5);
    assert.ok(many.reports > 10_000, `${many.reports}`);
    assert.deepEqual(many.keys, [
      'history/checks/prod-us',
      'history/clusters/prod-us.html',
      'history/index.html',
      'history/newest/prod-us.html',
    ]);
    const few = await after(6 * 60);
    assert.deepEqual(few.keys, many.keys);
    // Runs of the last two days are kept one by one; all else is by the day.
    assert.ok(many.bytes < few.bytes + 600_000, `${few.bytes} bytes after ${few.reports} reports, ${many.bytes} after ${many.reports}`);
  });

  it('is left alone by a report that is told again', async () => {
    const { place, written } = createRecording();
    const report = reportAt('2026-11-04T01:00:00Z');
    await keep(place, report);
    await writeIndex(place);
    const before = written.length;
    await keep(place, report);
    await writeIndex(place);
    assert.equal(written.length, before);
  });

  it('keeps the page of the newest report, also where an earlier one comes later', async () => {
    const { place, pages } = createRecording();
    await keep(place, reportAt('2026-11-04T02:00:00Z'));
    await keep(place, reportAt('2026-11-04T01:00:00Z'));
    const page = Buffer.from(pages.get('history/newest/prod-eu.html')?.content ?? []).toString();
    assert.match(page, /2026-11-04 02:00:00 UTC/);
    assert.doesNotMatch(page, /2026-11-04 01:00:00 UTC/);
  });

  it('loses no run where many are kept at once, in a folder, and its pages tell all of them', async (t) => {
    const folder = makeFolder(t);
    const place = { documents: openLocalDocuments(folder, Date.now), pages: openLocalPages(folder) };
    const times = Array.from({ length: 12 }, (_, hour) => `2026-11-04T${String(hour).padStart(2, '0')}:00:00Z`);
    const checks = ['prod-eu', 'prod-us'];
    await Promise.all(
      checks.flatMap((check) =>
        times.map(async (at) => {
          await keep(place, reportAt(at, check));
          await writeIndex(place);
        }),
      ),
    );
    for (const check of checks) {
      const stored = await place.documents.read<CheckHistory>(HISTORIES, check);
      assert.deepEqual(
        stored?.value.points.map(({ at }) => at),
        times,
      );
      const page = readFileSync(join(folder, 'history/clusters', `${check}.html`), 'utf8');
      for (const at of times) assert.ok(page.includes(at.slice(11, 19)), `${check} ${at}`);
    }
    assert.match(readFileSync(join(folder, 'history/index.html'), 'utf8'), /24 readings in 14 days/);
  });
});
