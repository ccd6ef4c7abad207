import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Difference } from '../../../functions/core/difference.ts';
import { observeFailure, observeReport } from '../../../functions/core/incident/build-observation.ts';
import { DEFAULT_INCIDENT_SETTINGS } from '../../../functions/core/incident/incident-settings.ts';
import type { Observation } from '../../../functions/core/incident/sighting.ts';
import { titleIncident } from '../../../functions/core/incident/title-incident.ts';
import type { DriftReport } from '../../../functions/core/report.ts';
import {
  BY_PERSON,
  buildChanged,
  buildExtra,
  buildMissingObject,
  buildModified,
  buildOrigin,
  buildPath,
  buildRef,
  buildReport,
  buildUnmanaged,
  SAMPLE_NOW,
} from '../../support/sample-report.ts';

const image = buildPath('spec', 'template', 'spec', 'containers', { name: 'web' }, 'image');
const settings = DEFAULT_INCIDENT_SETTINGS;

function observe(differences: readonly Difference[], overrides: Partial<DriftReport> = {}): Observation {
  return observeReport(buildReport(differences, overrides), { run: 'r1' }, settings);
}
function setImage(name: string, live = 'web:2', desired = 'web:1'): Difference {
  return buildModified(`Deployment.apps shop/${name}`, [buildChanged(image, desired, live)]);
}
/** Revisions of a commit so many minutes before the report. */
function committed(minutes: number): Partial<DriftReport> {
  const committedAt = new Date(Date.parse(SAMPLE_NOW) - minutes * 60_000).toISOString();
  return { revisions: buildReport().revisions.map((revision) => ({ ...revision, committedAt })) };
}

describe('what a run saw', () => {
  it('has one cause where one manager set the same value at the same place, whatever objects and whatever git says of each', () => {
    const { sightings } = observe([setImage('a'), setImage('b', 'web:2', 'web:0'), setImage('c', 'web:3')]);
    const [a, b, c] = sightings.map(({ cause }) => cause);
    assert.equal(a, b);
    assert.notEqual(a, c);
    assert.equal(new Set(sightings.map(({ digest }) => digest)).size, 3);
  });

  it('begins when the field was set, as far as the cluster tells', () => {
    const { sightings } = observe([setImage('web'), buildMissingObject('Service shop/web'), buildUnmanaged('ConfigMap shop/notes')]);
    const onsets = Object.fromEntries(sightings.map(({ ref, onset }) => [ref.kind, onset]));
    assert.deepEqual(onsets, { ConfigMap: '2026-10-30T11:00:00Z', Deployment: BY_PERSON.time, Service: undefined });
  });

  it('is a rollout while git is ahead: by what the cluster tells, or because the commit is young and nobody touched it', () => {
    const delivery = { ...BY_PERSON, manager: 'argocd-controller', class: 'delivery' as const };
    const pending = buildModified('Deployment.apps shop/a', [
      buildChanged(image, 'web:2', 'web:1', { cause: 'not-yet-applied', setBy: delivery }),
    ]);
    const unclear = buildModified('Deployment.apps shop/b', [buildChanged(image, 'web:2', 'web:1', { cause: 'unknown', setBy: delivery })]);
    const byHand = buildModified('Deployment.apps shop/c', [buildExtra(image, 'x')]);
    const mixed = buildModified('Deployment.apps shop/d', [...byHand.fields, ...pending.fields]);
    const missing = buildMissingObject('Service shop/e');
    const phases = (overrides: Partial<DriftReport>) =>
      observe([pending, unclear, byHand, mixed, missing], overrides)
        .sightings.map(({ ref, phase }) => `${ref.name} ${phase}`)
        .sort();
    assert.deepEqual(phases(committed(29)), ['a rollout', 'b rollout', 'c drift', 'd drift', 'e rollout']);
    assert.deepEqual(phases(committed(31)), ['a rollout', 'b drift', 'c drift', 'd drift', 'e drift']);
  });

  it('says nothing about kinds, files and objects that it could not read', () => {
    const gap = {
      type: 'kind',
      group: 'apps',
      version: 'v1',
      kind: 'Deployment',
      reason: 'forbidden',
      message: 'no',
      declared: 2,
    } as const;
    const file = { type: 'file', source: 'shop', file: 'deploy/broken.yaml', reason: 'invalid-yaml', message: 'no' } as const;
    const broken = {
      type: 'kind',
      group: 'metrics.k8s.io',
      version: 'v1',
      kind: '*',
      reason: 'server-error',
      message: 'no',
      declared: 0,
    } as const;
    const { knows, sightings } = observe([], { unchecked: [gap, file, broken], verdict: 'incomplete' });
    const about = (ref: string, at = 'deploy/web.yaml') => ({ type: 'modified' as const, ref: buildRef(ref), origin: buildOrigin(at) });
    assert.equal(knows(about('Deployment.apps shop/web')), false);
    assert.equal(knows(about('Service shop/web')), true);
    assert.equal(knows(about('Service shop/web', 'deploy/broken.yaml')), false);
    assert.equal(knows({ type: 'unmanaged', ref: buildRef('NodeMetrics.metrics.k8s.io node') }), false);
    assert.deepEqual(
      sightings.map(({ type, severity }) => [type, severity]),
      [['incomplete', 'medium']],
    );
    assert.match(sightings[0]?.problem ?? '', /Deployment.*get and list/);
  });

  it('tells a revision that lacks what it has to prove as one incident, over however many clusters, and nothing of it once it is refused', () => {
    const finding = { requirement: 'known-signer', state: 'violated', message: 'it is not signed' } as const;
    const [revision] = buildReport().revisions;
    assert.ok(revision);
    const lacking = { revisions: [{ ...revision, provenance: { findings: [finding] } }] };
    const elsewhere = { ...lacking, check: { id: 'prod-us', cluster: { name: 'prod-us', server: '' } } };
    const [one, two] = [observe([], lacking), observe([], elsewhere)];
    const [sighting] = one.sightings;
    assert.ok(sighting);
    assert.deepEqual([sighting.type, sighting.ref.name, sighting.severity], ['untrusted', revision.source, 'high']);
    assert.equal(sighting.cause, two.sightings[0]?.cause);
    assert.match(sighting.problem ?? '', /known-signer: it is not signed/);
    const undecided = { revisions: [{ ...revision, provenance: { findings: [{ ...finding, state: 'undecided' as const }] } }] };
    assert.deepEqual(observe([], undecided).sightings, [], 'what could not be asked rings nobody');
    assert.equal(observe([]).knows(sighting), true, 'the next commit is signed');
    const refused = { type: 'file', source: revision.source, file: '.', reason: 'refused', message: 'no' } as const;
    assert.equal(observe([], { unchecked: [refused], verdict: 'incomplete' }).knows(sighting), false);
    const member = { cluster: 'prod-eu', entry: sighting };
    const title = titleIncident({ type: 'check', members: [member, { ...member, cluster: 'prod-us' }] });
    assert.equal(title, `${revision.source} does not prove where it comes from, in 2 clusters`);
  });

  it('says nothing of what a source declares that could not be opened, or was refused', () => {
    for (const reason of ['unreadable', 'refused'] as const) {
      const gap = { type: 'file', source: 'shop', file: '.', reason, message: 'no' } as const;
      const { knows } = observe([], { unchecked: [gap], verdict: 'incomplete' });
      assert.equal(knows({ type: 'missing', ref: buildRef('Service shop/web'), origin: buildOrigin('deploy/web.yaml') }), false);
      const other = { ...buildOrigin('deploy/web.yaml'), source: 'other' };
      assert.equal(knows({ type: 'missing', ref: buildRef('Service shop/web'), origin: other }), true);
    }
  });

  it('of objects in no repository says nothing where they were not looked for', () => {
    const coverage = { declared: 1, unmanaged: null, ratio: null, namespaces: [] };
    assert.equal(observe([], { coverage }).knows({ type: 'unmanaged', ref: buildRef('ConfigMap shop/notes') }), false);
  });

  it('of a run that failed is that it failed, as one incident for every cluster that fails alike', () => {
    const fail = (check: string) =>
      observeFailure({ check, cluster: check, run: 'r1', at: SAMPLE_NOW, verdict: 'failed', error: `the role of ${check} was refused` });
    const [one, two] = [fail('prod-eu'), fail('prod-us')];
    assert.equal(one.sightings[0]?.cause, two.sightings[0]?.cause);
    assert.match(two.sightings[0]?.problem ?? '', /prod-us was refused/);
    assert.equal(one.knows({ type: 'modified', ref: buildRef('Service shop/web') }), false);
  });

  it('remembers what was compared, and which ignore rules have a problem or let something go', () => {
    const unused = { about: 'ignore rule plumbline.yaml:3', message: 'matched nothing', type: 'unused' as const };
    const { reading } = observe([], {
      advice: [{ about: 'PKCS#12', message: 'is no rule' }, unused],
      suppressed: [
        { rule: 'ignore plumbline.yaml:9', reason: 'a canary', count: 4 },
        { rule: 'hpa', reason: 'an autoscaler', count: 1 },
      ],
    });
    assert.deepEqual(reading?.rules, [unused]);
    assert.deepEqual(reading?.usedRules, ['plumbline.yaml:9']);
    assert.equal(reading?.at, SAMPLE_NOW);
  });

  it('names who set the field that decided how much an object matters', () => {
    assert.equal(observe([setImage('web')]).sightings[0]?.manager, BY_PERSON.manager);
    assert.equal(observe([buildMissingObject('Service shop/web')]).sightings[0]?.manager, undefined);
  });
});
