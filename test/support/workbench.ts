import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FetchRules } from '../../functions/io/rendering/fetch-bytes.ts';
import { createToolFinder, type ToolName } from '../../functions/io/rendering/find-tools.ts';
import type { ToolLimits } from '../../functions/io/rendering/run-tool.ts';
import { findLayerZip, unpackLayer } from '../../functions/io/rendering/unpack-layer.ts';
import { createWorkbench, type Workbench } from '../../functions/io/rendering/workbench.ts';

/** Kept from run to run: unpacking takes seconds. */
const TOOLS = join(tmpdir(), 'plumbline-test-tools');
const findTool = createToolFinder({
  chosen: {},
  unpack: () => unpackLayer({ zip: findLayerZip(), directory: TOOLS, machine: `${process.platform}-${process.arch}` }),
  searchPath: (process.env['PATH'] ?? '').split(':'),
});

/** A workbench with the real programs. */
export function openTestWorkbench(limits: Partial<ToolLimits> = {}, directory?: string, fetch: Partial<FetchRules> = {}): Workbench {
  return createWorkbench({ findTool, directory, limits, fetch });
}

/** Where a program of the tests is. */
export async function findTestTool(name: ToolName): Promise<string> {
  const tool = await findTool(name);
  if (tool.type === 'missing') throw new Error(tool.message);
  return tool.path;
}

/** What the tool itself prints, run by hand in a folder. */
export async function runByHand(name: ToolName, args: readonly string[], cwd: string): Promise<string> {
  return execFileSync(await findTestTool(name), args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1e9,
    env: { HOME: cwd },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
