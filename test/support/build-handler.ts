import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BUNDLING, ESM_BANNER } from '../../infra/constructs/bundling.ts';

const HANDLERS = join(import.meta.dirname, '../../functions/handlers');

/** Names of the handlers there are: every file of their folder that exports `handler`, which the others do not. */
export function listHandlers(): readonly string[] {
  return readdirSync(HANDLERS)
    .filter((file) => /^export (?:const|function|async function) handler\b/m.test(readFileSync(join(HANDLERS, file), 'utf8')))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
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
