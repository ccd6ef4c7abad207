/**
 * No false alarm on real projects: the manifests in the directory `$PLUMBLINE_CORPUS` (`*.yaml`, `*.yaml.gz`) are delivered in three ways to a
 * real API server, and a check must then find nothing at all.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { obtainControlPlane, requireControllers } from './control-plane/obtain-control-plane.ts';
import { startControlPlane } from './control-plane/start-control-plane.ts';
import { commitRepository } from './support/commit-repository.ts';
import { deliverText } from './support/deliver-manifests.ts';
import { type DeliveryWay, deliveryWays } from './support/delivery-way.ts';
import { listReported } from './support/difference-lines.ts';
import { grantReading } from './support/grant-reading.ts';
import { readCorpora } from './support/read-corpus.ts';
import { runPlumbline } from './support/run-plumbline.ts';

const directory = process.env['PLUMBLINE_CORPUS'];
const obtained = requireControllers(await obtainControlPlane());
const reason =
  'skip' in obtained ? obtained.skip : directory ? false : 'PLUMBLINE_CORPUS names no directory with manifests of real projects';
if (typeof reason === 'string') console.error(`SKIPPED, real projects were not tried: ${reason}`);

describe('manifests of real projects', { skip: reason }, () => {
  for (const way of Object.keys(deliveryWays) as DeliveryWay[]) {
    it(`show no difference after ${way}`, async () => {
      const corpora = readCorpora(directory ?? '');
      const cluster = await startControlPlane('binaries' in obtained ? obtained.binaries : assert.fail());
      try {
        for (const { text } of corpora) await deliverText(cluster, way, text);
        const granted = (await grantReading(cluster)).map((object) => JSON.stringify(object)).join('\n---\n');
        const repository = join(cluster.directory, 'repository');
        const files = corpora.map(({ name, text }) => [`${name}.yaml`, text] as const);
        await commitRepository(repository, { 'granted.yaml': granted, ...Object.fromEntries(files) });
        const { report } = await runPlumbline(cluster, repository);
        const { undecided, unchecked, pruned, verdict } = report;
        assert.deepEqual(
          { differences: listReported(report), undecided, unchecked, pruned, verdict },
          { differences: [], undecided: [], unchecked: [], pruned: [], verdict: 'in-sync' },
        );
        console.log(`${way}: ${report.counts.compared} objects compared, none differs`);
      } finally {
        await cluster.stop();
      }
    });
  }
});
