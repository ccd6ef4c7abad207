/**
 * What must hold wherever git is said to set a field: whoever edits that line changes that field. Every claimed line of a rendered project is edited at
 * once, each with a mark of its own, and the project is rendered again with the real program.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type FieldPath, formatPath } from '../../../functions/core/field-path.ts';
import { placeField } from '../../../functions/core/field-place.ts';
import type { Json } from '../../../functions/core/json.ts';
import { valueAt } from '../../../functions/core/owners/last-applied.ts';
import type { FoundSetter } from '../../../functions/core/rendering/find-setters.ts';
import { createLocator } from '../../../functions/io/locate-differences.ts';
import { makeFolder, runGit, writeFiles } from '../../support/git-repository.ts';
import { listLeafPaths, readRendered } from '../../support/locate-leaves.ts';
import { planOverlays } from '../../support/plan-overlays.ts';
import { copyFixture } from '../../support/read-rendered.ts';

interface Claim {
  readonly object: string;
  readonly path: FieldPath;
  readonly value: Json;
  readonly file: string;
  readonly line: number;
  readonly setter: FoundSetter;
}

interface Claims {
  readonly claims: readonly Claim[];
  /** Values that could have been claimed. */
  readonly leaves: number;
  readonly values: ReadonlyMap<string, Json>;
}

async function claimAll(folder: string, path: string): Promise<Claims> {
  const read = await readRendered(folder, { path, worktree: true, rendering: { type: 'kustomize' } });
  assert.deepEqual(read.desired.unchecked, []);
  const locate = createLocator(read.sources);
  const values = new Map<string, Json>();
  const claims: Claim[] = [];
  let leaves = 0;
  for (const each of read.desired.objects) {
    const object = `${each.kind} ${each.name.replace(/-[a-z0-9]{10}$/, '')}`;
    const paths = listLeafPaths(each.body).filter(
      (leaf) =>
        !/^\.(?:apiVersion|kind|metadata\.name|metadata\.namespace)$|\.name$|containerPort$|config\.kubernetes\.io|managed-by/.test(
          formatPath(leaf),
        ),
    );
    const setters = await locate(each, paths);
    for (const [i, leaf] of paths.entries()) {
      const value = valueAt(each.body, leaf);
      const setter = setters[i];
      if (value === undefined || (typeof value === 'object' && value !== null)) continue;
      leaves++;
      values.set(`${object}${formatPath(leaf)}`, value);
      if (setter === undefined) continue;
      claims.push({ object, path: leaf, value, setter, ...placeField(setter, each.origin) });
    }
  }
  return { claims, leaves, values };
}

/** The part of a value that its line holds: of an image the tag, of a Secret the text. */
function partIn(line: string, claim: Claim): string {
  const plain = decode(claim, String(claim.value)).trimEnd();
  const parts = [plain, ...plain.split(':').reverse()];
  return parts.find((part) => part !== '' && line.includes(part)) ?? assert.fail(`${JSON.stringify(line)} does not hold ${plain}`);
}

function decode({ object, path }: Claim, text: string): string {
  return object.startsWith('Secret') && formatPath(path).startsWith('.data') ? Buffer.from(text, 'base64').toString() : text;
}

async function editAll(folder: string, path: string): Promise<{ readonly edited: number; readonly leaves: number }> {
  const before = await claimAll(folder, path);
  const marks = new Map<string, string>();
  for (const claim of before.claims) {
    const place = `${claim.file}:${claim.line}`;
    if (marks.has(place)) continue;
    const lines = readFileSync(join(folder, claim.file), 'utf8').split('\n');
    const line = lines[claim.line - 1] ?? '';
    const mark = typeof claim.value === 'number' ? String(70_000 + marks.size) : `mark${marks.size}z`;
    const part = partIn(line, claim);
    const at = line.lastIndexOf(part);
    lines[claim.line - 1] = line.slice(0, at) + mark + line.slice(at + part.length);
    writeFileSync(join(folder, claim.file), lines.join('\n'));
    marks.set(place, mark);
  }
  const after = await claimAll(folder, path);
  for (const claim of before.claims) {
    const mark = marks.get(`${claim.file}:${claim.line}`) ?? '';
    const told = String(after.values.get(`${claim.object}${formatPath(claim.path)}`));
    const text = decode(claim, told);
    assert.ok(
      text.includes(mark),
      `${claim.object}${formatPath(claim.path)} is ${text} after ${claim.file}:${claim.line} was changed to ${mark}`,
    );
  }
  return { edited: before.claims.length, leaves: before.leaves };
}

for (const overlay of ['overlays/prod', 'overlays/staging']) {
  test(`whoever edits a line of ${overlay} that is said to set a field changes that field`, async (t) => {
    const { edited, leaves } = await editAll(copyFixture(t, 'kustomize'), overlay);
    assert.ok(edited > leaves * 0.7, `${edited} of ${leaves}`);
  });
}

test('the same holds for overlays made by chance', async (t) => {
  let [edited, leaves] = [0, 0];
  for (let seed = 1; seed <= 8; seed++) {
    const folder = makeFolder(t);
    runGit(folder, ['init', '-q', '-b', 'main']);
    writeFiles(folder, planOverlays(seed));
    const told = await editAll(folder, 'level-0').catch((error: unknown) => {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : ''}`, { cause: error });
    });
    edited += told.edited;
    leaves += told.leaves;
  }
  assert.ok(edited > leaves * 0.9, `${edited} of ${leaves}`);
});
