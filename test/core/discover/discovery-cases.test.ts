import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { expandObjects } from '../../../functions/core/discover/expand-objects.ts';
import { type Fact, Facts, type Need } from '../../../functions/core/discover/facts.ts';
import { KnownObjects } from '../../../functions/core/discover/known-objects.ts';
import type { RepositoryRule } from '../../../functions/core/discover/repository-rules.ts';
import { DELIVERY_TOOLS, originOf, readDeclared, titleOf } from '../../../functions/core/discover/tool-object.ts';
import { parseManifests } from '../../../functions/core/manifests/parse-manifests.ts';

const CASES = join(import.meta.dirname, 'cases');

interface Settings {
  readonly repositories?: readonly RepositoryRule[];
  readonly destinations?: readonly string[];
  /** Answers to secret lists, by label selector. */
  readonly secrets?: Readonly<Record<string, readonly never[]>>;
}

/** What a repository holds, from a folder of the case that is called like its last segment. */
function answer(need: Need, folder: string, { secrets = {} }: Settings): Fact {
  switch (need.type) {
    case 'folder':
    case 'tree':
    case 'file': {
      const root = join(
        folder,
        'repositories',
        need.repository.url
          .split('/')
          .at(-1)
          ?.replace(/\.git$/, '') ?? '',
      );
      if (!existsSync(root)) return { type: 'failed', message: 'there is no such repository' };
      if (need.type === 'file') {
        const file = join(root, need.path);
        return existsSync(file) ? { type: 'text', text: readFileSync(file, 'utf8') } : { type: 'absent' };
      }
      return listPaths(join(root, need.type === 'folder' ? need.path : ''), need.type === 'tree');
    }
    case 'object':
      return { type: 'absent' };
    case 'release':
      return { type: 'absent' };
    case 'secrets': {
      const items = secrets[need.labels];
      return items === undefined ? { type: 'failed', message: 'not allowed' } : { type: 'objects', items };
    }
  }
}

function listPaths(folder: string, recursive: boolean): Fact {
  if (!existsSync(folder)) return { type: 'failed', message: 'there is no such folder' };
  const entries = readdirSync(folder, { recursive, withFileTypes: true });
  const paths = (isFolder: boolean): string[] =>
    entries
      .filter((entry) => entry.isDirectory() === isFolder)
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();
  return { type: 'paths', files: paths(false), folders: paths(true) };
}

function discover(folder: string): unknown {
  const settings: Settings = existsSync(join(folder, 'settings.json'))
    ? JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))
    : {};
  const parsed = parseManifests(readFileSync(join(folder, 'objects.yaml'), 'utf8'), {
    source: 'given',
    file: 'objects.yaml',
    defaultNamespace: 'default',
  });
  assert.deepEqual(parsed.unchecked, []);
  const known = new KnownObjects();
  known.addDeclared(parsed.objects.map(readDeclared));
  const facts = new Facts();
  for (;;) {
    const found = expandObjects(known.list(), DELIVERY_TOOLS, {
      facts,
      repositories: settings.repositories ?? [],
      destinations: settings.destinations ?? [],
      find: (group, kind, namespace, name) => known.find(group, kind, namespace, name),
      list: (group, kind) => known.list(group, kind),
    });
    const needs = facts.unmet();
    for (const need of needs) facts.add(need, answer(need, folder, settings));
    if (needs.length > 0) continue;
    return {
      sources: found.sources.map(({ object, tool: _tool, ...source }) => ({
        told: `${titleOf(object)} line ${originOf(object)?.line}`,
        ...source,
      })),
      elsewhere: found.elsewhere.map(({ object, destination }) => `${titleOf(object)}: ${destination}`),
      problems: found.problems.map(({ object, message }) => `${titleOf(object)}: ${message}`),
    };
  }
}

describe('what delivery tools are told becomes sources', () => {
  for (const name of readdirSync(CASES).sort()) {
    it(name.replaceAll('-', ' '), () => {
      const folder = join(CASES, name);
      const file = join(folder, 'expected.json');
      const found = discover(folder);
      if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(found, undefined, 2)}\n`);
      assert.deepEqual(JSON.parse(JSON.stringify(found)), JSON.parse(readFileSync(file, 'utf8')));
    });
  }
});
