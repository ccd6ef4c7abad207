import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findCacheDirectory } from '../control-plane/cache-directory.ts';
import { runGo } from '../control-plane/run-go.ts';
import { type DeliveryTool, type DeliveryToolName, deliveryTools, type PinnedModule } from './delivery-tools.ts';

/** Where the program of an earlier build is. A change of the version or of our own package is another program. */
export function locateDeliveryTool(name: DeliveryToolName): string {
  const tool: DeliveryTool = deliveryTools[name];
  const digest = createHash('sha256').update(JSON.stringify(tool));
  for (const file of listOwn(tool)) digest.update(readFileSync(file));
  return join(findCacheDirectory('delivery-tools'), `${tool.module.version}-${digest.digest('hex').slice(0, 12)}`, name);
}

/** Builds a program unless that was done before, and returns its path. Two that build at once do not meet: the last one is kept. */
export async function buildDeliveryTool(name: DeliveryToolName): Promise<string> {
  const target = locateDeliveryTool(name);
  if (existsSync(target)) return target;
  await mkdir(dirname(target), { recursive: true });
  const workplace = await mkdtemp(join(findCacheDirectory('delivery-tools'), 'building-'));
  try {
    const module = await prepareModule(workplace, deliveryTools[name]);
    await runGo(module, [
      'build',
      '-trimpath',
      '-buildvcs=false',
      '-ldflags',
      writeLinkerFlags(deliveryTools[name]),
      '-o',
      join(workplace, name),
      deliveryTools[name].command,
    ]);
    await rename(join(workplace, name), target);
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
  return target;
}

function writeLinkerFlags({ variables = {} }: DeliveryTool): string {
  return ['-s', '-w', ...Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`)].join(' ');
}

/** The module as its repository has it: only there do its own `replace` lines and its go.sum hold. */
async function prepareModule(workplace: string, { module, nested = {}, files = {}, own }: DeliveryTool): Promise<string> {
  const folder = join(workplace, 'module');
  await copyModule(workplace, module, folder);
  for (const [path, other] of Object.entries(nested)) await copyModule(workplace, other, join(folder, path));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  if (own !== undefined) await cp(ownFolder(own), join(folder, 'cmd', own), { recursive: true });
  return folder;
}

async function copyModule(workplace: string, { path, version, sum }: PinnedModule, target: string): Promise<void> {
  const download: unknown = JSON.parse(await runGo(workplace, ['mod', 'download', '-json', `${path}@${version}`]));
  const { Dir, Sum } = download as { readonly Dir: string; readonly Sum: string };
  if (Sum !== sum) throw new Error(`${path} ${version} is not what it was: ${Sum}`);
  await cp(Dir, target, { recursive: true });
  // Modules are kept read-only.
  const below = readdirSync(target, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const folder of [target, ...below.map((entry) => join(entry.parentPath, entry.name))]) await chmod(folder, 0o755);
}

function listOwn({ own }: DeliveryTool): string[] {
  return own === undefined ? [] : readdirSync(ownFolder(own)).map((file) => join(ownFolder(own), file));
}

function ownFolder(own: string): string {
  return join(import.meta.dirname, own);
}
