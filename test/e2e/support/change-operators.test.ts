/**
 * The operators prove themselves: against a real API server, each makes exactly the change that it says it makes, in the name of the client
 * that it says it is. Nothing of the product takes part, so a check can be measured with them afterwards.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { asJsonObject, isJsonList, isSameJson, type JsonObject } from '../../../functions/core/json.ts';
import { metadataOf } from '../../../functions/core/kube-object.ts';
import { type ApiAccess, sendApiRequest } from '../control-plane/api-request.ts';
import { discoverKinds, type ServedKind } from '../control-plane/discover-kinds.ts';
import { obtainControlPlane, requireControllers } from '../control-plane/obtain-control-plane.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/start-control-plane.ts';
import { applyChange } from './apply-change.ts';
import type { ExpectedDifference } from './change-operator.ts';
import { changeOperators } from './change-operators.ts';
import { clients } from './clients.ts';
import { deliverManifests } from './deliver-manifests.ts';
import { type DeliveryWay, deliveryWays } from './delivery-way.ts';
import { findByPath } from './find-by-path.ts';
import { findObjectPath } from './object-address.ts';
import type { Placement } from './place-target.ts';
import { deliverTargets, readWidgetDefinition } from './prepare-changes.ts';

const obtained = requireControllers(await obtainControlPlane());

describe('changes by hand', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let cluster: ControlPlane;
  let access: ApiAccess;
  let served: ServedKind[];
  before(async () => {
    cluster = await startControlPlane('binaries' in obtained ? obtained.binaries : assert.fail());
    access = { url: cluster.url, caFile: cluster.caFile, token: cluster.adminToken };
    await deliverManifests(cluster, 'client-side-apply', [readWidgetDefinition()]);
    served = await discoverKinds(access);
  });
  after(() => cluster?.stop());

  for (const way of Object.keys(deliveryWays) as DeliveryWay[]) {
    it(`each change what they say after ${way}`, async () => {
      const placements = await deliverTargets(cluster, way);
      served = await discoverKinds(access);
      const wrong: string[] = [];
      for (const placement of placements) {
        try {
          await applyChange(access, served, placement);
          wrong.push(...(await verifyPlacement(placement)).map((problem) => `${placement.name}: ${problem}`));
        } catch (error) {
          wrong.push(`${placement.name}: ${(error as Error).message}`);
        }
      }
      assert.deepEqual(wrong, []);
    });
  }

  it('have a name of their own each', () => {
    assert.equal(new Set(changeOperators.map(({ name }) => name)).size, changeOperators.length);
  });

  it('are in about equal parts of what git declares and of what it is silent on', () => {
    const count = (kind: string) => changeOperators.filter((operator) => operator.kind === kind).length;
    assert.ok(count('silent') >= 60 && count('declared') >= 60 && Math.abs(count('declared') - count('silent')) < 20);
  });

  async function verifyPlacement(placement: Placement): Promise<string[]> {
    const { status, body } = await sendApiRequest(access, { method: 'GET', path: findObjectPath(served, placement.target) });
    const live = body as JsonObject;
    const wrong = placement.operator.expected.filter((expected) => !happened(expected, placement.target, live, status));
    const problems = wrong.map((expected) => `did not happen: ${JSON.stringify(expected)}`);
    return isAuthorAsSaid(placement, live) ? problems : [...problems, 'its client is among the managers, or is not, against what it says'];
  }
});

function happened(expected: ExpectedDifference, declared: JsonObject, live: JsonObject, status: number): boolean {
  switch (expected.type) {
    case 'object-missing':
      return status === 404;
    case 'object-unmanaged':
      return true;
    default: {
      const [before, now] = [findDeclared(declared, expected.at), findByPath(live, expected.at)];
      if (expected.type === 'missing') return before !== undefined && now === undefined;
      if (expected.type === 'extra') return before === undefined && now !== undefined;
      return before !== undefined && now !== undefined && !isSameJson(before, now);
    }
  }
}

/** The server keeps `stringData` as `data`. */
function findDeclared(declared: JsonObject, path: string): ReturnType<typeof findByPath> {
  return findByPath({ ...declared, data: declared['data'] ?? declared['stringData'] ?? null }, path);
}

/** Only who sets a field is recorded, not who removes one. */
function isAuthorAsSaid({ operator, way }: Placement, live: JsonObject): boolean {
  if (!operator.expected.some(({ type }) => type === 'changed' || type === 'extra')) return true;
  const entries = metadataOf(live)['managedFields'];
  const { manager } = clients[operator.client];
  const recorded = isJsonList(entries) ? entries.map(asJsonObject) : [];
  // With `Apply`, the name `kubectl` is the delivery's.
  const isRecorded = recorded.some((entry) => entry['manager'] === manager && entry['operation'] === 'Update');
  return isRecorded !== (operator.untraced ?? []).includes(way);
}
