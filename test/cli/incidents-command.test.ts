import assert from 'node:assert/strict';
import { before, describe, it, type TestContext } from 'node:test';
import { DEFAULT_INCIDENT_SETTINGS } from '../../functions/core/incident/incident-settings.ts';
import type { Json } from '../../functions/core/json.ts';
import { answerIncidentRequest } from '../../functions/io/incidents/answer-request.ts';
import { recordRun } from '../../functions/io/incidents/record-run.ts';
import { type Outcome, runCommandLine } from '../support/command-line.ts';
import { startFakeLambda } from '../support/fake-lambda.ts';
import { createMemoryDocuments } from '../support/memory-documents.ts';

/** An installation with one incident open, and a way to its commands. */
async function openInstallation(t: TestContext): Promise<(...args: readonly string[]) => Promise<Outcome>> {
  const store = createMemoryDocuments(Date.now);
  const at = new Date().toISOString();
  const ref = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' };
  const sighting = { type: 'modified', ref, cause: 'c', digest: 'd', phase: 'drift', severity: 'critical', rule: 'privilege' } as const;
  await recordRun(
    store,
    { check: 'prod-eu', cluster: 'prod-eu', run: 'r', at, sightings: [sighting], knows: () => true },
    DEFAULT_INCIDENT_SETTINGS,
  );
  const lambda = await startFakeLambda({
    'plumbline-incidents': (request: Json) => answerIncidentRequest(store, request, new Date().toISOString()),
  });
  t.after(() => lambda.stop());
  process.env['AWS_ENDPOINT_URL_LAMBDA'] = lambda.endpoint;
  return (...args) => runCommandLine(t, args, { variables: { USER: 'mara' } });
}

describe('incidents and snooze', () => {
  before(() => {
    Object.assign(process.env, { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' });
  });

  it('list what is open, leave it alone with a reason, and tell of it again', async (t) => {
    const run = await openInstallation(t);
    const listed = await run('incidents');
    assert.equal(listed.code, 0, listed.stderr);
    assert.match(listed.stdout, /^pl-[0-9a-f]{10} {2}critical {2}Deployment\.apps shop\/web has drifted in prod-eu\n {2}opened just now\n/);
    assert.match(listed.stdout, /1 open, 0 of them snoozed\./);
    const [id = ''] = listed.stdout.split(' ');
    const snoozed = await run('snooze', id, '--until', '2d', '--reason', 'fixed with the next release');
    assert.equal(snoozed.code, 0, snoozed.stderr);
    assert.match(snoozed.stdout, new RegExp(`^${id} is snoozed until \\S+ by mara: fixed with the next release\n$`));
    assert.match((await run('incidents')).stdout, /snoozed until \S+ by mara: fixed with the next release\n\n1 open, 1 of them snoozed\./);
    assert.match((await run('snooze', id, '--wake')).stdout, /is told of again/);
    const [told] = JSON.parse((await run('incidents', '--output', 'json')).stdout).incidents;
    assert.deepEqual([told.id, told.digest.length, told.snooze.state], [id, 16, 'expired']);
  });

  it('refuse a snooze without an end, a reason or an incident, and say what there is', async (t) => {
    const run = await openInstallation(t);
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['pl-0123456789', '--until', '2d', '--reason', 'x'], /no incident pl-0123456789 is open[\s\S]*Open are pl-/],
      [['pl-0123456789', '--reason', 'x'], /--until is missing/],
      [['pl-0123456789', '--until', '2d'], /--reason is missing/],
      [['pl-0123456789', '--until', 'soon', '--reason', 'x'], /"soon" is no span and no time/],
      [['pl-0123456789', '--until', '200d', '--reason', 'x'], /92 days at most/],
      [['pl-0123456789', '--wake'], /is not snoozed/],
      [[], /name the incident|INCIDENT/],
    ];
    for (const [args, expected] of cases) {
      const { code, stdout, stderr } = await run('snooze', ...args);
      assert.deepEqual([code, stdout], [2, ''], args.join(' '));
      assert.match(stderr, expected);
    }
  });

  it('say what to do where the function is not there', async (t) => {
    const run = await openInstallation(t);
    const { code, stderr } = await run('incidents', '--function', 'other-incidents');
    assert.equal(code, 2);
    assert.match(stderr, /the function other-incidents in eu-west-1 is not there/);
  });

  it('try a route, and exit with 2 and the reason where it does not arrive', async (t) => {
    const lambda = await startFakeLambda({
      'plumbline-notify': ({ test }: { test: string }) =>
        test === 'team-shop' ? { tested: test } : { error: `there is no route ${test}`, advice: 'There are team-shop.' },
    });
    t.after(() => lambda.stop());
    process.env['AWS_ENDPOINT_URL_LAMBDA'] = lambda.endpoint;
    const good = await runCommandLine(t, ['alert', 'test', '--route', 'team-shop']);
    assert.deepEqual([good.code, good.stdout], [0, 'team-shop took a sample, and that it is over.\n'], good.stderr);
    const bad = await runCommandLine(t, ['alert', 'test', '--route', 'nobody']);
    assert.deepEqual([bad.code, bad.stdout], [2, '']);
    assert.match(bad.stderr, /there is no route nobody[\s\S]*There are team-shop/);
    assert.match((await runCommandLine(t, ['alert', 'test'])).stderr, /--route is missing/);
  });
});
