import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type FieldPath, formatPath } from '../../../functions/core/field-path.ts';
import { isJsonObject, type JsonObject } from '../../../functions/core/json.ts';
import { refKey } from '../../../functions/core/kube-object.ts';
import { planAdoption } from '../../../functions/core/ways-out/adopt/plan-adoption.ts';
import { findNow, type OpenDeparture } from '../../../functions/core/ways-out/open-departure.ts';
import { buildJsonPatch, type JsonPatch } from '../../../functions/core/ways-out/restore/json-patch.ts';
import { planRestore } from '../../../functions/core/ways-out/restore/plan-restore.ts';
import { openDepartures } from '../../support/open-departures.ts';

const root = join(import.meta.dirname, '../../cases');
const cases = readdirSync(root).map((name) => {
  const [text, live] = ['desired.yaml', 'live.yaml'].map((file) => readFileSync(join(root, name, file), 'utf8')) as [string, string];
  return { name, text, live };
});

function patch({ difference, declared, live, compare, hides }: OpenDeparture): JsonPatch | undefined {
  if (difference.type !== 'modified' || declared === undefined || live === undefined) return undefined;
  const comparison = compare(declared.body, live);
  return buildJsonPatch(live, declared.body, findNow(difference, comparison).findings, comparison, hides);
}

function atsOf(findings: readonly { readonly path: FieldPath }[]): string[] {
  return findings.map(({ path }) => formatPath(path)).sort();
}

describe('the ways out of every golden case', () => {
  it('restores to what git says: of the fields that are told only those remain that are refused', () => {
    let restored = 0;
    for (const { name, text, live } of cases) {
      for (const { departure } of openDepartures(text, live)) {
        const made = patch(departure);
        if (made === undefined || departure.declared === undefined || !isJsonObject(made.target)) continue;
        const told = departure.difference.type === 'modified' ? departure.difference.fields.map(({ at }) => at) : [];
        const left = atsOf(departure.compare(departure.declared.body, made.target as JsonObject).findings).filter((at) =>
          told.includes(at),
        );
        assert.deepEqual(left, made.refusals.map(({ at }) => at ?? '').sort(), name);
        restored += told.length - left.length;
      }
    }
    assert.ok(restored > 30, `${restored} fields`);
  });

  it('adopts what the cluster has: nothing remains of the fields that were taken over, and the file changes nowhere else', () => {
    let adopted = 0;
    for (const { name, text, live } of cases) {
      const inputs = openDepartures(text, live);
      const plan = planAdoption(inputs, new Map([['git\ndesired.yaml', text]]));
      const after = plan.files[0]?.after ?? text;
      const left = new Map(openDepartures(after, live).map(({ departure: { difference } }) => [refKey(difference.ref), difference]));
      for (const { ref, fields, refusals } of plan.objects) {
        const difference = left.get(refKey(ref));
        const remaining = difference?.type === 'modified' ? difference.fields.map(({ at }) => at) : [];
        assert.deepEqual(
          remaining.filter((at) => fields.includes(at)),
          [],
          name,
        );
        assert.ok(remaining.length === 0 || refusals.length > 0, name);
        adopted += fields.length;
      }
    }
    assert.ok(adopted > 30, `${adopted} fields`);
  });

  it('guards each item of a list and each value that it replaces with a test', () => {
    for (const { name, text, live } of cases) {
      for (const { departure } of openDepartures(text, live)) {
        for (const [index, operation] of (patch(departure)?.operations ?? []).entries()) {
          if (operation.op === 'replace') {
            assert.ok(
              patch(departure)
                ?.operations.slice(0, index)
                .some(({ op, path }) => op === 'test' && path === operation.path),
              `${name} ${operation.path}`,
            );
          }
        }
      }
    }
  });

  it('shows no value of a Secret in a command or a diff', () => {
    const text = 'apiVersion: v1\nkind: Secret\nmetadata: { name: web, namespace: shop }\nstringData: { password: correct-horse }\n';
    const live =
      'apiVersion: v1\nkind: Secret\nmetadata: { name: web, namespace: shop }\ntype: Opaque\ndata: { password: d3Jvbmc=, token: bWluZQ== }\n';
    const inputs = openDepartures(text, live);
    const restores = inputs.map(({ departure }) => planRestore(departure));
    assert.deepEqual(restores[0]?.patch, [{ op: 'remove', path: '/data/token' }]);
    assert.doesNotMatch(JSON.stringify(restores), /correct-horse|d3Jvbmc|bWluZQ/);
    assert.match(
      restores[0]?.commands.at(-1) ?? '',
      /^git show 0123456789ab:desired\.yaml \| sed -n '1,9p' \| kubectl apply --server-side --force-conflicts -f -$/,
    );
    const plan = planAdoption(inputs, new Map([['git\ndesired.yaml', text]]));
    assert.deepEqual(plan.files, []);
    assert.equal(plan.objects[0]?.refusals[0]?.reason, 'secret');
  });

  it('says that an object must be replaced where the API server takes no other value', () => {
    const role = (name: string): string =>
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: web, namespace: shop }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${name} }\n`;
    const [restore] = openDepartures(role('web'), role('admin')).map(({ departure }) => planRestore(departure));
    assert.equal(restore?.how, 'replace');
    assert.match(restore?.commands[0] ?? '', /kubectl replace --force -f -$/);
    assert.equal(restore?.refusals[0]?.reason, 'immutable');
  });
});
