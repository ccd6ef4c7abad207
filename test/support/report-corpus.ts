import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DriftReport } from '../../functions/core/report.ts';
import { compareManifests, declare, readObjects } from './compare-manifests.ts';
import { buildReport } from './sample-report.ts';
import { buildHostileReport, buildLongReport, buildVariedReport } from './sample-reports.ts';

const CASES = join(import.meta.dirname, '../cases');

/** Reports of every sort: the samples, and what each golden case gives. For claims that must hold of any report. */
export function buildCorpus(): ReadonlyMap<string, DriftReport> {
  const { cost, revisions } = buildReport();
  const ofCases = revisions.map((revision) => ({ ...revision, source: 'git' }));
  const cases = readdirSync(CASES)
    .sort()
    .map((name): [string, DriftReport] => {
      const text = (file: string): string => readFileSync(join(CASES, name, file), 'utf8');
      const report = compareManifests(declare(text('desired.yaml')), readObjects(text('live.yaml')));
      return [name.replaceAll('-', ' '), { ...report, cost, revisions: ofCases }];
    });
  return new Map([
    ['an empty report', buildReport()],
    ['a varied report', buildVariedReport()],
    ['a long report', buildLongReport()],
    ['a hostile report', buildHostileReport()],
    ...cases,
  ]);
}
