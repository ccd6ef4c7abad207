import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { SourceRef } from '../../functions/core/check.ts';
import type { DesiredState } from '../../functions/core/desired-state.ts';
import { canonicalJson } from '../../functions/core/json.ts';
import { parseManifests } from '../../functions/core/manifests/parse-manifests.ts';
import { readDesired } from '../../functions/io/desired/desired.ts';
import type { ToolName } from '../../functions/io/rendering/find-tools.ts';
import type { Workbench } from '../../functions/io/rendering/workbench.ts';
import { commitFiles, type Files, makeFolder, makeRepository, runGit } from './git-repository.ts';
import { openTestWorkbench, runByHand } from './workbench.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/rendering');

export interface Reading extends Partial<SourceRef> {
  readonly bench?: Workbench;
}

/** What a repository declares at its HEAD, rendered with the real programs. */
export async function readAt(url: string, { bench = openTestWorkbench(), ...more }: Reading = {}): Promise<DesiredState> {
  const source: SourceRef = { id: 'apps', url, revision: 'HEAD', path: '', defaultNamespace: 'shop', worktree: false, ...more };
  return (await readDesired([source], { cacheDir: '/nonexistent', bench })).desired;
}

export function readFiles(t: TestContext, files: Files, more: Reading = {}): Promise<DesiredState> {
  return readAt(makeRepository(t, files), more);
}

/** A repository with one of the projects of `test/fixtures/rendering`. */
export function copyFixture(t: TestContext, name: string): string {
  const folder = makeFolder(t);
  runGit(folder, ['init', '-q', '-b', 'main']);
  cpSync(join(FIXTURES, name), folder, { recursive: true });
  commitFiles(folder, {});
  return folder;
}

/** Bodies as text, in one order. */
export function bodiesOf(objects: readonly { readonly body: Parameters<typeof canonicalJson>[0] }[]): string[] {
  return objects.map(({ body }) => canonicalJson(body)).sort();
}

/** The bodies that a tool prints, run by hand. */
export async function renderByHand(tool: ToolName, args: readonly string[], folder: string): Promise<string[]> {
  const { objects, hooks } = parseManifests(await runByHand(tool, args, folder), { source: 'apps', file: 'x', defaultNamespace: 'shop' });
  return bodiesOf([...objects, ...hooks]);
}

export function gapsOf(desired: DesiredState): string[] {
  return desired.unchecked.map(({ file, reason, message }) => `${file} ${reason}: ${message}`);
}
