import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const LARGEST = 300;
const BANNED_NAMES = /^(utils?|helpers?|common|managers?|services?|index|misc|shared)$/;
/** Lists that are called as their folder is: they hold the table, nothing else. */
const ALLOWED_NAMES = new Set(['functions/core/owners/managers.ts']);
/** Tables that a command of this repository generates. */
const GENERATED = /^functions\/core\/kinds\/(defaults|derived-defaults)\//;

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function listSources(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|js)$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith('functions/demo/'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      return { path, text, imports: listImports(path, text) };
    });
}

/** Modules that a file imports: paths from the root of the repository, or names of packages. */
function listImports(path: string, text: string): string[] {
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  return specifiers.map((specifier) => (specifier.startsWith('.') ? join(dirname(path), specifier).split(sep).join('/') : specifier));
}

/** The layer of a file, by its folder. */
function layerOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  return top === 'functions' ? second : top;
}

/** What each layer may import of the repository. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  io: ['core', 'io'],
  cli: ['core', 'io', 'cli'],
  handlers: ['core', 'io', 'handlers'],
  infra: ['infra'],
};
/** The only files of core that infra may know. */
const INFRA_MAY_KNOW = /^functions\/core\/config(\.ts$|\/)/;
/** What core may import besides itself. `zod` only where configuration is checked, `node:crypto` only to hash. */
const CORE_PACKAGES: readonly { readonly name: string; readonly within: RegExp }[] = [
  { name: 'js-yaml', within: /^functions\/core\/manifests\// },
  { name: 'zod', within: /^functions\/core\/config/ },
  { name: 'node:crypto', within: /^functions\/core\// },
];
const IMPURE =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bprocess\.|\bconsole\.|\bperformance\.now\b|\bsetTimeout\b|\bsetInterval\b|\bfetch\(|\brandomBytes\b|\brandomUUID\b/;

/** A folder whose every file stands in a list: a file that is forgotten there does nothing. */
const REGISTRIES: readonly { readonly folder: string; readonly list: string; readonly member: RegExp }[] = [
  { folder: 'functions/cli/commands', list: 'functions/cli/commands.ts', member: /\.ts$/ },
  { folder: 'functions/core/render', list: 'functions/core/render/renderers.ts', member: /^render-.*\.ts$/ },
  { folder: 'functions/core/normalize/rules', list: 'functions/core/normalize/normalize.ts', member: /\.ts$/ },
  { folder: 'functions/core/owners/managers', list: 'functions/core/owners/managers.ts', member: /\.ts$/ },
  { folder: 'functions/core/owners/delivery-marks', list: 'functions/core/owners/delivery-marks.ts', member: /\.ts$/ },
  {
    folder: 'functions/core/kinds/derived-defaults',
    list: 'functions/core/kinds/derived-defaults/derived-defaults.ts',
    member: /^(?!derived-default\.ts|definition-names\.ts).*\.ts$/,
  },
  { folder: 'functions/core/derived/rules', list: 'functions/core/derived/derivations.ts', member: /\.ts$/ },
  { folder: 'functions/core/unmanaged/rules', list: 'functions/core/unmanaged/unmanaged-rules.ts', member: /\.ts$/ },
  { folder: 'functions/core/severity/rules', list: 'functions/core/severity/severity-rules.ts', member: /\.ts$/ },
  { folder: 'functions/core/kinds/profiles', list: 'functions/core/kinds/kinds.ts', member: /\.ts$/ },
  {
    folder: 'functions/io/channels',
    list: 'functions/io/channels.ts',
    member: /^(?!channel\.ts|read-channel-secret\.ts|describe-aws-failure\.ts).*\.ts$/,
  },
  { folder: 'functions/core/config/channels', list: 'functions/core/config/channel-schema.ts', member: /^(?!endpoint\.ts).*\.ts$/ },
  { folder: 'functions/io/desired', list: 'functions/io/desired/desired.ts', member: /^(?!desired\.ts|rendering\.ts).*\.ts$/ },
];

const sources = [...listSources('functions'), ...listSources('infra'), ...listSources('test')];
const functions = sources.filter(({ path }) => path.startsWith('functions/'));
/** What runs or is deployed, as opposed to what tests it. */
const layered = sources.filter(({ path }) => !path.startsWith('test/'));
const core = functions.filter(({ path }) => layerOf(path) === 'core');

function assertNone(found: readonly string[], rule: string): void {
  assert.deepEqual(found, [], rule);
}

describe('the architecture', () => {
  it('lets a layer import only what the table allows', () => {
    const found = layered.flatMap(({ path, imports }) => {
      const allowed = LAYERS[layerOf(path)] ?? [];
      return imports
        .filter((target) => target.startsWith('functions/') || target.startsWith('infra/') || target.startsWith('test/'))
        .filter((target) => !allowed.includes(layerOf(target)))
        .filter((target) => !(layerOf(path) === 'infra' && INFRA_MAY_KNOW.test(target)))
        .map((target) => `${path} imports ${target}`);
    });
    assertNone(found, 'handlers, cli → io → core; core → itself; infra → core/config');
  });

  it('lets core import no package but the YAML parser, the validator of configuration and hashing', () => {
    const found = core.flatMap(({ path, imports }) =>
      imports
        .filter((target) => !target.startsWith('functions/'))
        .filter((target) => !CORE_PACKAGES.some(({ name, within }) => name === target && within.test(path)))
        .map((target) => `${path} imports ${target}`),
    );
    assertNone(found, 'core is pure');
  });

  it('keeps clock, environment, randomness and output out of core', () => {
    const found = core.filter(({ text }) => IMPURE.test(withoutComments(text))).map(({ path }) => path);
    assertNone(found, 'time and all else come in as arguments');
  });

  it('reads the environment in one place of each entrance', () => {
    const readers = layered.filter(({ text }) => /\bprocess\.env\b/.test(withoutComments(text))).map(({ path }) => path);
    const allowed = /^functions\/(cli|handlers)\/environment\.ts$|^functions\/cli\/bin\.js$/;
    assertNone(
      readers.filter((path) => !allowed.test(path)),
      'environment.ts is the only reader of process.env',
    );
  });

  it('keeps every file small enough to be read at once', () => {
    const found = sources.filter(({ path }) => !GENERATED.test(path)).flatMap(({ path, text }) => tooLong(path, text));
    assertNone(found, `${LARGEST} lines at most`);
  });

  it('keeps the files of the source short on the whole', () => {
    const lengths = functions.map(({ text }) => countLines(text)).sort((a, b) => a - b);
    const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
    assert.ok(median < 60, `the median file has ${median} lines`);
  });

  it('gives files names that say what is in them', () => {
    const found = sources
      .filter(({ path }) => !ALLOWED_NAMES.has(path))
      .filter(({ path }) => {
        const name = basename(path).replace(/(\.test)?\.(ts|js)$/, '');
        return BANNED_NAMES.test(name) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);
      });
    assertNone(
      found.map(({ path }) => path),
      'kebab-case, and no utils, helpers, common, manager, service, index',
    );
  });

  it('has no default export', () => {
    const found = sources.filter(({ text }) => /^export default\b|export \{[^}]*\bas default\b/m.test(text)).map(({ path }) => path);
    assertNone(found, 'named exports only');
  });

  for (const { folder, list, member } of REGISTRIES) {
    it(`lists every file of ${folder}`, () => {
      const registry = functions.find(({ path }) => path === list);
      const members = functions.filter(({ path }) => dirname(path) === folder && path !== list && member.test(basename(path)));
      assert.ok(registry, `${list} is there`);
      assert.ok(members.length > 0, `${folder} holds something`);
      assertNone(
        members.filter(({ path }) => !registry.imports.includes(path)).map(({ path }) => path),
        `a new file in ${folder} and one line in ${list}`,
      );
    });
  }
});

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

function tooLong(path: string, text: string): string[] {
  const lines = countLines(text);
  return lines > LARGEST ? [`${path} has ${lines} lines`] : [];
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1');
}
