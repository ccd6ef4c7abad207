import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { build } from 'esbuild';

const ENTRY = join(import.meta.dirname, '../../../functions/io/eks/open-eks-cluster.ts');

it('the way to EKS needs no client-node, not even lazily, and less than 640 KiB', async () => {
  const options = { bundle: true, minify: true, platform: 'node', format: 'esm', target: 'node24', metafile: true, write: false } as const;
  const { metafile, outputFiles } = await build({ ...options, entryPoints: [ENTRY], outdir: '/' });
  assert.deepEqual(
    Object.keys(metafile.inputs).filter((path) => path.includes('client-node')),
    [],
  );
  const bytes = outputFiles.reduce((sum, { contents }) => sum + contents.length, 0);
  assert.ok(bytes < 640 * 1024, `${bytes} bytes`);
});
