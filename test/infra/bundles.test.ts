import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { BUNDLING, ESM_BANNER } from '../../infra/constructs/bundling.ts';

const MIB = 1024 * 1024;
/** A function starts the sooner the less there is of it; what makes one grow shows here first. */
const LARGEST: Readonly<Record<string, number>> = { plan: MIB, detect: 1.5 * MIB, gate: 1.5 * MIB, notify: MIB, watch: MIB, push: MIB };

describe('the bundle of a function', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bundles-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [handler, largest] of Object.entries(LARGEST)) {
    it(`${handler} is small enough, whole, and can be loaded`, async () => {
      const outfile = join(folder, `${handler}.mjs`);
      const entry = join(import.meta.dirname, `../../functions/handlers/${handler}.ts`);
      const { minify, target, mainFields } = BUNDLING;
      await build({
        entryPoints: [entry],
        outfile,
        bundle: true,
        minify,
        target,
        mainFields: [...mainFields],
        format: 'esm',
        platform: 'node',
        banner: { js: ESM_BANNER },
        logLevel: 'error',
      });
      assert.ok(statSync(outfile).size <= largest, `${statSync(outfile).size} bytes`);
      process.env['AWS_REGION'] ??= 'eu-west-1';
      const loaded = (await import(pathToFileURL(outfile).href)) as { handler?: unknown };
      assert.equal(typeof loaded.handler, 'function');
    });
  }
});
