import assert from 'node:assert/strict';
import { before, describe, it, type TestContext } from 'node:test';
import { parseConfig } from '../../functions/core/config.ts';
import { DEFAULT_INCIDENT_SETTINGS } from '../../functions/core/incident/incident-settings.ts';
import type { Json } from '../../functions/core/json.ts';
import { answerIncidentRequest } from '../../functions/io/incidents/answer-request.ts';
import { keepRoutes } from '../../functions/io/incidents/keep-routes.ts';
import { recordRun } from '../../functions/io/incidents/record-run.ts';
import { type Outcome, runCommandLine } from '../support/command-line.ts';
import { startFakeLambda } from '../support/fake-lambda.ts';
import { createMemoryDocuments } from '../support/memory-documents.ts';

const ROUTES = `routes:
  - {name: team-shop, match: {namespaces: [shop]}, channel: {type: slack, channel: C0123ABCDEF, secret: plumbline/slack}}
`;

/** An installation with two incidents open, and a way to its command. */
async function openInstallation(t: TestContext): Promise<(...args: readonly string[]) => Promise<Outcome>> {
  const store = createMemoryDocuments(Date.now);
  const at = new Date().toISOString();
  const sight = (namespace: string) => {
    const ref = { group: 'apps', kind: 'Deployment', namespace, name: 'web' };
    return { type: 'modified', ref, cause: namespace, digest: 'd', phase: 'drift', severity: 'critical', rule: 'privilege' } as const;
  };
  const reading = { at, compared: 9, declared: 10, unmanaged: 1, unchecked: 1, undecided: 0, rules: [], usedRules: [] };
  const seen = {
    check: 'prod-eu',
    cluster: 'prod-eu',
    run: 'r',
    at,
    sightings: [sight('shop'), sight('data')],
    knows: () => true,
    reading,
  };
  await recordRun(store, seen, DEFAULT_INCIDENT_SETTINGS);
  await keepRoutes(store, parseConfig(ROUTES, 'plumbline.yaml').routes);
  const lambda = await startFakeLambda({
    'plumbline-incidents': (request: Json) => answerIncidentRequest(store, request, new Date().toISOString()),
  });
  t.after(() => lambda.stop());
  process.env['AWS_ENDPOINT_URL_LAMBDA'] = lambda.endpoint;
  return (...args) => runCommandLine(t, ['digest', ...args]);
}

describe('digest', () => {
  before(() => {
    Object.assign(process.env, { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' });
  });

  it('sums up the last day of the fleet, on one screen', async (t) => {
    const run = await openInstallation(t);
    const { code, stdout, stderr } = await run();
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^Daily digest of everything: 2 open \(2 critical\) · 2 new · 0 resolved · 0 snoozed\n/);
    assert.match(stdout, /9 of 10 declared objects compared/);
    assert.ok(stdout.split('\n').length < 40, stdout);
  });

  it('is about what a route is about, and has all of it as JSON', async (t) => {
    const run = await openInstallation(t);
    const { stdout } = await run('--route', 'team-shop', '--every', 'week', '-o', 'json');
    const { open, route, every } = JSON.parse(stdout);
    assert.deepEqual(
      [open.map(({ title }: { title: string }) => title), route, every],
      [['Deployment.apps shop/web has drifted in prod-eu'], 'team-shop', 'week'],
    );
  });

  it('says which routes there are where one is misspelled', async (t) => {
    const run = await openInstallation(t);
    const { code, stderr } = await run('--route', 'team-shpo');
    assert.equal(code, 2);
    assert.match(stderr, /there is no route team-shpo; did you mean team-shop\?/);
  });
});
