import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { DriftReport } from '../../functions/core/report.ts';
import { buildLatestKey, buildReportKey } from '../../functions/core/report-key.ts';
import { openLocalReportStore } from '../../functions/io/local-report-store.ts';
import { describeReportStore } from '../support/report-store-contract.ts';

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

// The same contract holds for S3, in test/e2e/aws/report-stores.test.ts.
describeReportStore('a folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-reports-'));
  folders.push(folder);
  return {
    store: openLocalReportStore(join(folder, 'deep', '.plumbline')),
    damage: async (key, content) => writeFileSync(join(folder, 'deep', '.plumbline', key), content),
    readLatestCopy: async (cluster) => {
      const latest = readFileSync(join(folder, 'deep', '.plumbline', buildLatestKey(cluster)), 'utf8');
      return buildReportKey(JSON.parse(latest) as DriftReport);
    },
  };
});
