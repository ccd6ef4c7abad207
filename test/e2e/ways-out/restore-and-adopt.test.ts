/**
 * Both ways out over every change operator, on a real API server, with the real kubectl and git: what departs is put back, and everything else of the
 * object is as it was; the same changes again are taken over into git, and the cluster is as it was. After each, a check finds nothing.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { canonicalJson, type Json } from '../../../functions/core/json.ts';
import { discoverKinds, type ServedKind } from '../control-plane/discover-kinds.ts';
import { obtainControlPlane, requireControllers } from '../control-plane/obtain-control-plane.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/start-control-plane.ts';
import { applyChange } from '../support/apply-change.ts';
import { commitRepository } from '../support/commit-repository.ts';
import { deliverManifests } from '../support/deliver-manifests.ts';
import { type DeliveryWay, deliveryWays } from '../support/delivery-way.ts';
import { listReported } from '../support/difference-lines.ts';
import { grantReading } from '../support/grant-reading.ts';
import type { Placement } from '../support/place-target.ts';
import { deliverTargets, readWidgetDefinition } from '../support/prepare-changes.ts';
import { runPlumbline } from '../support/run-plumbline.ts';
import { NEVER_ADOPTED, NEVER_RESTORED, writeText } from './place-ways-out.ts';
import { readObject } from './read-objects.ts';
import { type Ended, runScript, runWayOut } from './run-way-out.ts';

const obtained = requireControllers(await obtainControlPlane());
const ways = Object.keys(deliveryWays) as DeliveryWay[];
const AT_ONCE = 4;

describe('the two ways out', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let cluster: ControlPlane;
  let repository: string;
  let served: ServedKind[];
  let placements: Placement[];
  let delivered: ReadonlyMap<string, Json>;
  let changes = 0;

  before(async () => {
    cluster = await startControlPlane('binaries' in obtained ? obtained.binaries : assert.fail());
    const base = [readWidgetDefinition(), ...(await grantReading(cluster))];
    await deliverManifests(cluster, 'client-side-apply', [readWidgetDefinition()]);
    placements = [];
    for (const way of ways) placements.push(...(await deliverTargets(cluster, way)));
    repository = join(cluster.directory, 'repository');
    await commitRepository(repository, {
      'base.yaml': base.map((object) => `${JSON.stringify(object, null, 2)}\n`).join('---\n'),
      ...Object.fromEntries(placements.map((placement) => [`${placement.name}.yaml`, writeText(placement)])),
    });
    served = await discoverKinds({ url: cluster.url, caFile: cluster.caFile, token: cluster.adminToken });
    delivered = await readDeparting();
    await changeAll();
  });
  after(() => cluster?.stop());

  it('puts git back with a patch, touches nothing else, and says what no patch can do', async () => {
    const departed = listReported((await runPlumbline(cluster, repository)).report);
    const ended = await runWayOut(cluster, repository, ['restore', '--quiet']);
    await runBlocks(ended.output);
    const left = listReported((await runPlumbline(cluster, repository)).report);
    assert.deepEqual(namesOf(left), namesOf(placementsOf(NEVER_RESTORED)), left.join('\n'));
    for (const [name, reason] of Object.entries(NEVER_RESTORED)) assert.match(blocksAbout(ended.output, name), reason);
    const kept = new Set(placementsOf(NEVER_RESTORED));
    assert.deepEqual(
      listMoved(delivered, await readDeparting()).filter((name) => !kept.has(name)),
      [],
    );
    console.log(
      `restore: ${departed.length - left.length} of ${departed.length} departures put back by patch, ${left.length} said to be impossible`,
    );
  });

  it('takes everything over into git, which git applies, and the cluster is as it was', async () => {
    await changeAll();
    const before = await readAll();
    const departed = listReported((await runPlumbline(cluster, repository)).report);
    const ended = await runWayOut(cluster, repository, ['adopt']);
    execFileSync('git', ['apply', '-'], { cwd: repository, input: ended.output });
    const left = listReported((await runPlumbline(cluster, repository, ['--worktree'])).report);
    assert.deepEqual(namesOf(left), namesOf(placementsOf(NEVER_ADOPTED)), left.join('\n'));
    for (const name of placementsOf(NEVER_ADOPTED))
      assert.match(ended.errors, new RegExp(`Secret ${name}/\\w+: not adopted\n {2}no line of a Secret`));
    assert.doesNotMatch(ended.output + ended.errors, /correct-horse|d2Vi/);
    assert.deepEqual(listMoved(before, await readAll()), []);
    const removed = execFileSync('git', ['diff', '--numstat'], { cwd: repository, encoding: 'utf8' }).trim().split('\n');
    console.log(
      `adopt: ${departed.length - left.length} of ${departed.length} departures taken over, ${left.length} said to be impossible; ${removed.length} files edited`,
    );
  });

  it('puts git back with server-side apply where that can say it, and with a patch elsewhere', async () => {
    execFileSync('git', ['clean', '-fdq'], { cwd: repository });
    execFileSync('git', ['checkout', '-q', '.'], { cwd: repository });
    const ended = await runWayOut(cluster, repository, ['restore', '--quiet', '--as', 'apply']);
    await runBlocks(ended.output);
    const left = listReported((await runPlumbline(cluster, repository)).report);
    assert.deepEqual(namesOf(left), namesOf(placementsOf(NEVER_RESTORED)), left.join('\n'));
    const kept = new Set(placementsOf(NEVER_RESTORED));
    // Items that apply puts back stand where the server puts them.
    assert.deepEqual(
      listMoved(sortLists(delivered), sortLists(await readDeparting())).filter((name) => !kept.has(name)),
      [],
    );
    console.log(`restore: ${ended.output.match(/--field-manager=plumbline-restore-/g)?.length} objects put back by server-side apply`);
  });

  async function changeAll(): Promise<void> {
    const access = { url: cluster.url, caFile: cluster.caFile, token: cluster.adminToken };
    // What could not be put back has its change still.
    const kept = new Set(changes++ > 0 ? placementsOf(NEVER_RESTORED) : []);
    for (const placement of placements) if (!kept.has(placement.name)) await applyChange(access, served, placement);
  }

  async function readAll(): Promise<Map<string, Json>> {
    const found = new Map<string, Json>();
    for (const placement of placements) found.set(placement.name, await readObject(cluster, served, placement));
    return found;
  }

  /** Without those that are changed in ways that mean the same: nothing departs there, and so nothing is put back. */
  async function readDeparting(): Promise<Map<string, Json>> {
    const same = new Set(placements.filter(({ operator }) => operator.expected.length === 0).map(({ name }) => name));
    return new Map([...(await readAll())].filter(([name]) => !same.has(name)));
  }

  /** Several at a time, each as a script of its own, as if somebody copied it. */
  async function runBlocks(script: string): Promise<void> {
    // Namespaces are deleted by whoever uncomments it.
    const blocks = script
      .replace(/^# (kubectl delete namespace)/gm, '$1')
      .split('\n\n')
      .filter((block) => /^[^#]/m.test(block));
    const failures: Ended[] = [];
    const next = async (): Promise<void> => {
      for (let block = blocks.shift(); block !== undefined; block = blocks.shift()) {
        const ended = await runScript(cluster, repository, block);
        if (ended.code !== 0) failures.push({ ...ended, output: block });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    assert.deepEqual(failures, []);
  }
});

function placementsOf(operators: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(operators).flatMap((operator) => ways.map((way) => `${deliveryWays[way].prefix}-${operator}`));
}

function namesOf(lines: readonly string[]): string[] {
  return [...new Set(lines.map((line) => /^\S+ ([^/:]+)/.exec(line)?.[1] ?? line))].sort();
}

function blocksAbout(script: string, operator: string): string {
  return script
    .split('\n\n')
    .filter((block) => ways.some((way) => block.includes(` ${deliveryWays[way].prefix}-${operator}`)))
    .join('\n\n');
}

function listMoved(from: ReadonlyMap<string, Json>, to: ReadonlyMap<string, Json>): string[] {
  return [...from].filter(([name, object]) => canonicalJson(object) !== canonicalJson(to.get(name) ?? null)).map(([name]) => name);
}

function sortLists(objects: ReadonlyMap<string, Json>): Map<string, Json> {
  const sort = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(sort).sort((a, b) => canonicalJson(a).localeCompare(canonicalJson(b)));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, sort(child)]));
    return value;
  };
  return new Map([...objects].map(([name, object]) => [name, sort(object)]));
}
