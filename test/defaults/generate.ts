/**
 * Makes `functions/core/kinds/defaults/<minor>.json`, the built-in defaults (what each version changed of those before it), by asking real API servers:
 *
 *     node test/defaults/generate.ts [minor…]
 *
 * For each minor version it starts that API server, creates every object of `samples/` and takes down what came back and was not sent. It fails,
 * and names them, where a kind has no sample, where a struct inside a kind is in none of its samples, or where a server refuses a sample.
 * The first run builds the servers, which takes minutes; later ones take seconds for each version.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DefaultsTable } from '../../functions/core/kinds/default-values.ts';
import { loadDefaults } from '../../functions/core/kinds/defaults-tables.ts';
import { buildControlPlane } from '../e2e/control-plane/build-control-plane.ts';
import { startControlPlane } from '../e2e/control-plane/start-control-plane.ts';
import { type KubernetesMinor, kubernetesMinors, kubernetesVersions, parseMinor } from '../e2e/control-plane/versions.ts';
import { buildLayer } from './build-layer.ts';
import { buildDefaultsTable } from './defaults-table.ts';
import { exchangeSamples } from './exchange-samples.ts';
import { formatLayer } from './format-layer.ts';

const directory = join(import.meta.dirname, '../../functions/core/kinds/defaults');
const minors = process.argv.length > 2 ? process.argv.slice(2).map(parseMinor) : kubernetesMinors;
const failures: string[] = [];
const tables = new Map<KubernetesMinor, DefaultsTable>();
for (const minor of minors) await generateTable(minor);
await writeLayers();
if (failures.length > 0) {
  console.error(failures.join('\n'));
  process.exitCode = 1;
}

async function generateTable(minor: KubernetesMinor): Promise<void> {
  const binaries = await buildControlPlane(minor);
  // Controllers write too, and what they write is no default.
  const cluster = await startControlPlane({ ...binaries, controllerManager: null });
  try {
    const access = { url: cluster.url, caFile: cluster.caFile, token: cluster.adminToken };
    const { exchanges, problems } = await exchangeSamples(access, minor);
    failures.push(...problems.map((problem) => `${minor}: ${problem}`));
    const table = buildDefaultsTable(kubernetesVersions[minor], exchanges);
    tables.set(minor, table);
    const paths = Object.values(table.kinds).reduce((sum, kind) => sum + Object.keys(kind).length, 0);
    console.log(`${minor}: ${exchanges.length} objects, ${Object.keys(table.kinds).length} kinds, ${paths} defaults`);
  } finally {
    await cluster.stop();
  }
}

/** A layer tells what is different from the version before it, so another table changes the layer after it too. */
async function writeLayers(): Promise<void> {
  let before: DefaultsTable | undefined;
  for (const minor of kubernetesMinors) {
    const table = tables.get(minor) ?? (await loadDefaults(kubernetesVersions[minor]))?.table;
    if (table === undefined) throw new Error(`there is no table of ${minor}`);
    await writeFile(join(directory, `${minor}.json`), formatLayer(buildLayer(before, table)));
    before = table;
  }
}
