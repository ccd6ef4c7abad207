import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { buildHandler, listHandlers } from '../support/build-handler.ts';

const MIB = 1024 * 1024;
/**
 * A function starts the sooner the less there is of it; what makes one grow shows here first.
 * Those that read a cluster may be larger: they hold what verifies signatures and opens secrets, of which nothing is evaluated before it is needed.
 * `notify` has every channel, and the pages that stand beside the reports with their style and script.
 */
const LARGEST: Readonly<Record<string, number>> = { detect: 2.25 * MIB, gate: 2.25 * MIB, notify: 1.125 * MIB };

describe('the bundle of a function', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bundles-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is there for each of the functions', () => {
    for (const name of ['detect', 'notify', 'plan']) assert.ok(listHandlers().includes(name), name);
  });

  for (const name of listHandlers()) {
    it(`${name} is small enough, whole, and can be loaded`, async () => {
      const file = await buildHandler(name, folder);
      assert.ok(statSync(file).size <= (LARGEST[name] ?? MIB), `${statSync(file).size} bytes`);
      process.env['AWS_REGION'] ??= 'eu-west-1';
      const loaded = (await import(pathToFileURL(file).href)) as { handler?: unknown };
      assert.equal(typeof loaded.handler, 'function');
    });
  }
});
