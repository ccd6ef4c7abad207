import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BUNDLING, ESM_BANNER } from '../../infra/constructs/bundling.ts';

const HANDLERS = join(import.meta.dirname, '../../functions/handlers');

/** Names of the handlers there are: every file of their folder that exports `handler`, which the others do not. */
export async function listHandlers(): Promise<readonly string[]> {
  const names = readdirSync(HANDLERS).map((file) => file.replace(/\.ts$/, ''));
  process.env['AWS_REGION'] ??= 'eu-west-1';
  const modules = await Promise.all(names.map(async (name) => [name, (await import(join(HANDLERS, `${name}.ts`))) as object] as const));
  return modules.flatMap(([name, module]) => ('handler' in module ? [name] : [])).sort();
}

/** Bundles a handler as it is deployed; returns the file. */
export async function buildHandler(name: string, folder: string): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  const { minify, target, mainFields } = BUNDLING;
  await build({
    entryPoints: [join(HANDLERS, `${name}.ts`)],
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
  return outfile;
}
