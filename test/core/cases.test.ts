import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { stringifyJson } from '../../functions/core/json.ts';
import { formatRef } from '../../functions/core/kube-object.ts';
import type { DriftReport } from '../../functions/core/report.ts';
import { compareManifests, declare, readObjects } from '../support/compare-manifests.ts';

const root = join(import.meta.dirname, '../cases');

/** What a case states of a report: everything that says something, in words short enough to read. */
function summarize(report: Omit<DriftReport, 'cost'>): unknown {
  return {
    verdict: report.verdict,
    differences: report.differences.map((difference) => ({
      type: difference.type,
      ref: formatRef(difference.ref),
      severity: `${difference.severity.level}, ${difference.severity.rule}: ${difference.severity.why}`,
      ...(difference.type === 'missing' && difference.madeOf ? { madeOf: formatRef(difference.madeOf) } : {}),
      ...(difference.type === 'unmanaged' ? { setBy: difference.setBy?.manager } : {}),
      ...(difference.type === 'modified'
        ? {
            fields: difference.fields.map(({ path: _path, setBy, ...field }) => ({
              ...field,
              ...(setBy ? { setBy: `${setBy.manager}, ${setBy.class}` } : {}),
            })),
          }
        : {}),
    })),
    ...(report.unchecked.length > 0 ? { unchecked: report.unchecked.map((item) => `${item.reason}: ${item.message}`) } : {}),
    ...(report.undecided.length > 0 ? { undecided: report.undecided.map((item) => `${formatRef(item.ref)} ${item.at}`) } : {}),
    ...(report.pruned.length > 0 ? { pruned: report.pruned.map((item) => `${formatRef(item.ref)} ${item.at}`) } : {}),
    ...(report.setAside.length > 0 ? { setAside: report.setAside.map((item) => item.reason) } : {}),
    suppressed: report.suppressed.flatMap(({ rule, instances }) =>
      (instances ?? []).map(({ ref, at }) => `${rule}: ${formatRef(ref)} ${at ?? ''}`.trim()),
    ),
  };
}

describe('golden cases', () => {
  for (const name of readdirSync(root).sort()) {
    it(name.replaceAll('-', ' '), () => {
      const text = (file: string): string => readFileSync(join(root, name, file), 'utf8');
      const report = compareManifests(declare(text('desired.yaml')), readObjects(text('live.yaml')));
      const actual = JSON.parse(stringifyJson(summarize(report))) as unknown;
      // A new case begins as what is found; whoever adds it reads the file before committing it.
      if (!existsSync(join(root, name, 'expected.json')) && process.env['CI'] === undefined) {
        writeFileSync(join(root, name, 'expected.json'), `${JSON.stringify(actual, null, 2)}\n`);
      }
      assert.deepEqual(actual, JSON.parse(text('expected.json')));
    });
  }
});
