import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeToolFailure } from '../../core/rendering/describe-tool-failure.ts';
import { keyOfRendering, readKeptRendering, storeRendering } from './kept-renderings.ts';
import { RenderRefusal } from './render-refusal.ts';
import { runTool } from './run-tool.ts';
import type { TreeCopy } from './tree-copy.ts';
import type { Workbench } from './workbench.ts';

/** What a tool is to make of a copy. Arguments are paths from the root of the copy, or none at all. */
export interface ToolTask {
  readonly tool: 'kubectl' | 'helm';
  readonly args: readonly string[];
  readonly copy: TreeCopy;
  /** It starts Helm by itself. */
  readonly withHelm?: true;
  /** A second rendering, kept beside the first. */
  readonly again?: true;
  /** What to wait for, where it is really rendered. */
  readonly before?: () => Promise<void>;
}

/** A tool that is needed and not there. The message says what to do. */
export class MissingTool extends Error {}

/**
 * What a tool prints for a copy of a part of a repository, in a folder of its own that is gone afterwards. What was printed before for the same files,
 * arguments and version of the tool is not made again. Throws MissingTool where there is no such tool, RenderRefusal where it fails or reaches a limit.
 */
export async function renderCopy(task: ToolTask, bench: Workbench): Promise<string> {
  const tool = await bench.findTool(task.tool);
  if (tool.type === 'missing') throw new MissingTool(tool.message);
  const helm = task.withHelm === true ? await bench.findTool('helm') : undefined;
  if (helm?.type === 'missing') throw new MissingTool(helm.message);
  const key = keyOfRendering(task, helm === undefined ? tool.identity : `${tool.identity} ${helm.identity}`);
  const kept = await readKeptRendering(bench.directory, key);
  if (kept !== undefined) return kept;
  await task.before?.();
  const text = await bench.inTurn(() => renderInFolder(task, tool.path, helm?.path, bench));
  await storeRendering(bench.directory, key, text);
  return text;
}

async function renderInFolder(
  { tool, args, copy }: ToolTask,
  program: string,
  helm: string | undefined,
  { limits }: Workbench,
): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'plumbline-render-')));
  try {
    const tree = join(folder, 'tree');
    await mkdir(tree);
    await copy.writeTo(tree);
    const inflating = helm === undefined ? [] : ['--enable-helm', `--helm-command=${helm}`];
    const run = await runTool(program, [...args, ...inflating], tree, limits);
    switch (run.type) {
      case 'done':
        return run.output;
      case 'stopped':
        throw new RenderRefusal(`${tool} was stopped: ${run.why}`);
      case 'failed':
        throw new RenderRefusal(`${tool} failed: ${describeToolFailure(run.stderr, [tree, folder])}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
