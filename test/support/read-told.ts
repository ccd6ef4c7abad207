import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { DesiredObject } from '../../functions/core/desired-state.ts';
import { type DeliveryTool, type ToolObject, titleOf } from '../../functions/core/discover/tool-object.ts';
import { discoverSources, type OpenedCluster } from '../../functions/io/discover/discover-states.ts';
import { commitFiles, type Files, makeFolder, runGit } from './git-repository.ts';
import { openTestWorkbench } from './workbench.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/rendering');

/** The address under which objects name the repository that `mergeFixtures` makes: nothing is asked there, the clone on disk is read. */
export const TOLD_REPOSITORY = 'https://git.example.com/org/shop.git';

/** A clone with several projects of `test/fixtures/rendering`, each in its folder ('' is the root), and more files. */
export function mergeFixtures(t: TestContext, fixtures: Readonly<Record<string, string>>, more: Files = {}): string {
  const folder = makeFolder(t);
  runGit(folder, ['init', '-q', '-b', 'main']);
  runGit(folder, ['remote', 'add', 'origin', TOLD_REPOSITORY]);
  for (const [target, name] of Object.entries(fixtures)) cpSync(join(FIXTURES, name), join(folder, target), { recursive: true });
  commitFiles(folder, more);
  return folder;
}

/** What the sources of one object of a delivery tool declare, and what of them is not known. */
export interface Told {
  readonly object: ToolObject;
  readonly objects: readonly DesiredObject[];
  readonly problems: readonly string[];
}

/** Follows the objects in the folder `objects` of a clone, and reads what each tells: the whole way of `check --from`, but for the cluster. */
export async function readTold(folder: string, tool: DeliveryTool, cluster?: Promise<OpenedCluster>): Promise<readonly Told[]> {
  const source = { id: 'told', url: folder, revision: 'HEAD', path: 'objects', defaultNamespace: 'default', worktree: false } as const;
  const { followed } = await discoverSources(
    { sources: [{ ...source, rendering: { type: 'plain' } }], discoveries: [{ id: 'told', from: tool, source: 'told', destinations: [] }] },
    { cacheDir: '/nonexistent', bench: openTestWorkbench() },
    cluster,
  );
  const told = new Map<ToolObject, Told>();
  const add = (object: ToolObject, more: Omit<Told, 'object'>): void => {
    const { objects = [], problems = [] } = told.get(object) ?? {};
    told.set(object, { object, objects: [...objects, ...more.objects], problems: [...problems, ...more.problems] });
  };
  for (const { object, message } of followed.discovered.problems) add(object, { objects: [], problems: [message] });
  for (const found of followed.discovered.sources) {
    const read = followed.reads.get(found);
    const declares = read?.type === 'read' ? read.declares : undefined;
    add(found.object, {
      objects: declares === undefined ? [] : [...declares.objects, ...declares.hooks],
      problems: [
        ...found.problems,
        ...(read?.type === 'failed' ? [read.failure.message] : []),
        ...(declares?.unchecked ?? []).map(({ message }) => message),
      ],
    });
  }
  return [...told.values()].sort((a, b) => (titleOf(a.object) < titleOf(b.object) ? -1 : 1));
}
