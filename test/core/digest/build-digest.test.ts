import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileClusterMatch, compileMatch } from '../../../functions/core/alert/match-route.ts';
import type { RouteMatch } from '../../../functions/core/config/route-schema.ts';
import { buildDigest, type DigestQuestion } from '../../../functions/core/digest/build-digest.ts';
import { type Digest, isEmptyDigest } from '../../../functions/core/digest/digest.ts';
import type { CheckBook } from '../../../functions/core/incident/check-book.ts';
import { listIncidents } from '../../../functions/core/incident/incident.ts';
import { DEFAULT_INCIDENT_SETTINGS } from '../../../functions/core/incident/incident-settings.ts';
import { addMinutes } from '../../../functions/core/incident/moments.ts';
import { observeRun } from '../../../functions/core/incident/observe-run.ts';
import type { Reading, Sighting } from '../../../functions/core/incident/sighting.ts';

const BEGIN = '2026-11-23T08:00:00.000Z';
const at = (hours: number): string => addMinutes(BEGIN, hours * 60);
const reading: Reading = { at: at(0), compared: 10, declared: 10, unmanaged: 2, unchecked: 0, undecided: 0, rules: [], usedRules: [] };

function sight(name: string, more: Partial<Sighting> = {}): Sighting {
  const ref = { group: 'apps', kind: 'Deployment', namespace: 'shop', name };
  const what = {
    cause: `cause of ${name}`,
    digest: name,
    phase: 'drift',
    severity: 'critical',
    rule: 'image',
    team: 'shop',
    manager: 'kubectl-edit',
  };
  return { type: 'modified', ref, ...what, ...more } as Sighting;
}

/** A book after runs at these hours, each with what it saw. */
function live(check: string, runs: Readonly<Record<number, readonly Sighting[]>>, more: Partial<Reading> = {}): CheckBook {
  const inOrder = Object.entries(runs).sort(([a], [b]) => Number(a) - Number(b));
  const book = inOrder.reduce<CheckBook | undefined>((before, [hours, sightings]) => {
    const seen = { check, cluster: check, run: `run at ${hours}`, at: at(Number(hours)), sightings, knows: () => true };
    return observeRun(before, { ...seen, reading: { ...reading, at: seen.at, ...more } }, DEFAULT_INCIDENT_SETTINGS);
  }, undefined);
  return book ?? assert.fail('there were no runs');
}

function digest(books: readonly CheckBook[], more: Partial<DigestQuestion> = {}, match: RouteMatch = {}): Digest {
  return buildDigest({
    id: 'd',
    route: 'shop',
    every: 'day',
    period: { from: at(0), to: at(24) },
    books,
    snoozes: [],
    accepted: [],
    concerns: compileMatch(match),
    concernsCluster: compileClusterMatch(match),
    ...more,
  });
}

const titles = (list: Digest['open']): string[] => list.map(({ title }) => title);

describe('a digest', () => {
  it('says what is open, what began and what ended', () => {
    const [old, web, api, late] = [sight('old'), sight('web'), sight('api'), sight('late')];
    const book = live('prod', { [-2]: [old], 1: [old, web], 3: [web, api], 5: [api], 20: [api, late] });
    const result = digest([book]);
    assert.deepEqual(titles(result.open), [
      'Deployment.apps shop/api has drifted in prod',
      'Deployment.apps shop/late has drifted in prod',
    ]);
    assert.deepEqual(
      result.opened.map(({ title, resolvedAt }) => [title.split(' ')[1], resolvedAt]),
      [
        ['shop/web', at(5)],
        ['shop/api', undefined],
        ['shop/late', undefined],
      ],
    );
    assert.deepEqual(
      result.resolved.map(({ title, openedAt, resolvedAt }) => [title.split(' ')[1], openedAt, resolvedAt]),
      [
        ['shop/old', at(-2), at(3)],
        ['shop/web', at(1), at(5)],
      ],
    );
  });

  it('counts one hand over many clusters as one incident, which is over when the last of it is', () => {
    const hand = sight('web', { cause: 'one hand' });
    const books = [live('a', { 1: [hand], 2: [] }), live('b', { 1.5: [hand], 4: [] }), live('c', { 3: [hand], 5: [] })];
    const { opened, resolved } = digest(books);
    assert.deepEqual([opened.length, resolved.length], [1, 1]);
    assert.deepEqual([resolved[0]?.objects, resolved[0]?.openedAt, resolved[0]?.resolvedAt], [3, at(1), at(5)]);
    assert.deepEqual(resolved[0]?.clusters, ['a', 'b', 'c']);
  });

  it('counts an incident that comes back as another one', () => {
    const { opened, resolved } = digest([live('prod', { 1: [sight('web')], 2: [], 3: [sight('web')], 4: [] })]);
    assert.deepEqual([opened.length, resolved.length], [2, 2]);
  });

  it('tells what a slow run had seen before the digest before it, and wrote down after it', () => {
    const before = { prod: live('prod', { [-1]: [] }), late: live('late', { [-2]: [] }) };
    const covered = { prod: before.prod.at, late: before.late.at };
    const books = [live('prod', { [-1]: [], 1: [] }), live('late', { [-2]: [], [-0.1]: [sight('web')], 1: [sight('web')] })];
    const since = { checks: covered, others: at(0) };
    assert.equal(digest(books, { since }).opened.length, 1);
    assert.equal(digest(books).opened.length, 0, 'by the clock alone it would be lost');
  });

  it('that is sent late tells what it would have told in time', () => {
    const book = live('prod', { 1: [sight('web')], 25: [sight('web'), sight('api')], 26: [] });
    const { opened, resolved } = digest([book], { until: { prod: at(1) } });
    assert.deepEqual([titles(opened).length, resolved.length], [1, 0]);
  });

  it('is about what its route is about', () => {
    const book = live('prod', { 1: [sight('web'), sight('job', { team: 'data', cause: 'x' })], 2: [] });
    const { opened, resolved, times, noisiest } = digest([book], {}, { teams: ['data'] });
    assert.deepEqual([opened.length, resolved.length, times.resolved, noisiest.rules[0]?.objects], [1, 1, 1, 1]);
    assert.deepEqual(digest([book], {}, { clusters: ['stage'] }).clusters, []);
  });

  it('measures how long detecting and resolving took, in this period and in the one before', () => {
    const first = sight('web', { onset: at(-12.5) });
    const second = sight('api', { onset: at(1) });
    const { times, timesBefore } = digest([live('prod', { [-12]: [first], [-10]: [], 2: [second], 5: [] })]);
    assert.deepEqual(times, { toDetect: 60, detected: 1, toResolve: 180, resolved: 1 });
    assert.deepEqual(timesBefore, { toDetect: 30, detected: 1, toResolve: 120, resolved: 1 });
  });

  it('names the rules and managers that made the most incidents', () => {
    const scale = (name: string): Sighting => sight(name, { rule: 'scale', manager: 'kubectl-scale' });
    const { noisiest } = digest([live('prod', { 1: [sight('web'), scale('a'), scale('b')], 2: [] })]);
    assert.deepEqual(noisiest.rules, [
      { name: 'scale', incidents: 2, objects: 2 },
      { name: 'image', incidents: 1, objects: 1 },
    ]);
    assert.deepEqual(noisiest.managers[0], { name: 'kubectl-scale', incidents: 2, objects: 2 });
  });

  it('says which clusters could not be read, in part only, or not at all', () => {
    const failed = sight('x', {
      type: 'failed',
      problem: 'no route to host',
      ref: { group: '', kind: 'Check', namespace: null, name: 'x' },
    });
    const { clusters } = digest([
      live('fine', { 1: [] }),
      live('partial', { 1: [] }, { compared: 8, unchecked: 1 }),
      live('broken', { [-1]: [], 1: [failed] }),
      live('asleep', { [-3]: [] }),
    ]);
    assert.deepEqual(
      clusters.map(({ cluster, state, compared }) => [cluster, state, compared]),
      [
        ['broken', 'failed', 10],
        ['asleep', 'idle', 10],
        ['partial', 'partial', 8],
        ['fine', 'read', 10],
      ],
    );
    assert.equal(clusters[0]?.problem, 'no route to host');
  });

  it('lists ignore rules to look at; one that some cluster needs is not unused', () => {
    const unused = (line: number) => ({ about: `ignore rule p.yaml:${line}`, message: 'matched nothing', type: 'unused' as const });
    const wide = { about: 'ignore rule p.yaml:9', message: 'let go of 40 objects', type: 'broad' as const };
    const books = [
      live('a', { 1: [] }, { rules: [unused(3), unused(5)], usedRules: ['p.yaml:9'] }),
      live('b', { 1: [] }, { rules: [unused(3), wide], usedRules: ['p.yaml:5'] }),
    ];
    assert.deepEqual(
      digest(books).rules.map(({ rule, problem }) => [rule, problem]),
      [
        ['p.yaml:9', 'broad'],
        ['p.yaml:3', 'unused'],
      ],
    );
  });

  it('lists snoozes and accepted drift with owner, reason and end, and what of it ended', () => {
    const book = live('prod', { 1: [sight('web'), sight('api'), sight('job')], 23: [sight('web'), sight('api'), sight('job')] });
    const say = (name: string, until: string, more = {}) => {
      const incident = listIncidents([book], () => true).find(({ members }) => members[0]?.entry.ref.name === name) ?? assert.fail(name);
      return { incident: incident.id, digest: incident.digest, until, reason: 'a canary', owner: 'kim', since: at(2), ...more };
    };
    const result = digest([book], {
      snoozes: [say('web', at(30)), say('api', at(20))],
      accepted: [say('job', at(24 * 30), { digest: 'another' }), { ...say('job', at(25)), incident: 'pl-ffffffffff' }],
    });
    assert.deepEqual(
      result.snoozed.map(({ title, owner, reason, until, outdated }) => [title, owner, reason, until, outdated]),
      [['Deployment.apps shop/web has drifted in prod', 'kim', 'a canary', at(30), false]],
    );
    assert.deepEqual(
      result.expired.map(({ title }) => title),
      ['Deployment.apps shop/api has drifted in prod'],
    );
    assert.deepEqual(
      result.accepted.map(({ incident, outdated, endsSoon }) => [incident === 'pl-ffffffffff', outdated, endsSoon]),
      [
        [true, false, true],
        [false, true, false],
      ],
    );
  });

  it('says where more ended than is kept', () => {
    const many = Array.from({ length: 501 }, (_, i) => sight(`web-${i}`));
    assert.match(digest([live('prod', { 1: many, 2: [] })]).gaps[0] ?? '', /^Of prod only the last 500/);
  });

  it('is empty where nothing is open, nothing happened and everything was read', () => {
    assert.ok(isEmptyDigest(digest([live('prod', { 1: [] })])));
    assert.ok(!isEmptyDigest(digest([live('prod', { 1: [] }, { compared: 9 })])));
    assert.ok(!isEmptyDigest(digest([live('prod', { 1: [sight('web')], 2: [] })])));
  });

  it('holds nothing that a terminal would act on', () => {
    const hostile = sight('web\u001b[31m', { manager: 'x\u202ey', rule: 'image' });
    assert.doesNotMatch(JSON.stringify(digest([live('prod\u0007', { 1: [hostile], 2: [] })])).replace(/\\\\u/g, ''), /\\u00|\u202e/);
  });
});
