import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Difference } from '../../../functions/core/difference.ts';
import { formatRef } from '../../../functions/core/kube-object.ts';
import type { DriftReport } from '../../../functions/core/report.ts';
import { compareReports } from '../../../functions/core/report-diff/compare-reports.ts';
import {
  buildChanged,
  buildExtra,
  buildMissingObject,
  buildModified,
  buildOrigin,
  buildPath,
  buildRef,
  buildReport,
  buildUnmanaged,
} from '../../support/sample-report.ts';

const replicas = (live: number) => buildModified('Deployment.apps shop/web', [buildChanged(buildPath('spec', 'replicas'), 3, live)]);
const gap = (group: string, kind: string) =>
  ({ type: 'kind', group, kind, declared: 1, reason: 'forbidden', message: `${kind} is forbidden` }) as DriftReport['unchecked'][number];

/** What became of each place, in a line each. */
function tell(
  before: readonly Difference[],
  after: readonly Difference[],
  more: Partial<DriftReport> = {},
  earlier: Partial<DriftReport> = {},
) {
  const diff = compareReports(buildReport(before, earlier), buildReport(after, { readAt: '2026-11-05T03:00:00Z', ...more }));
  return diff.places.map(({ change, ref, at, gap: why, ending }) =>
    [change, `${formatRef(ref)}${at ?? ''}`, why ?? ending?.how].filter(Boolean).join(' '),
  );
}

describe('comparing two reports', () => {
  it('tells what is new, gone, changed and the same, by object and field', () => {
    const missing = buildMissingObject('Service shop/web');
    assert.deepEqual(
      tell([replicas(4), missing, buildUnmanaged('ConfigMap shop/a')], [replicas(5), missing, buildUnmanaged('ConfigMap shop/b')]),
      ['gone ConfigMap shop/a', 'new ConfigMap shop/b', 'same Service shop/web', 'changed Deployment.apps shop/web.spec.replicas'],
    );
  });

  it('takes a later touch by somebody else for no change', () => {
    const touched = buildModified('Deployment.apps shop/web', [
      buildChanged(buildPath('spec', 'replicas'), 3, 4, { cause: 'unknown', line: 90 }),
    ]);
    assert.deepEqual(tell([replicas(4)], [touched]), ['same Deployment.apps shop/web.spec.replicas']);
  });

  it('claims nothing of what the other report could not check', () => {
    const forbidden = { unchecked: [gap('apps', 'Deployment')] };
    assert.deepEqual(tell([replicas(4)], [], forbidden), ['unknown Deployment.apps shop/web.spec.replicas Deployment is forbidden']);
    assert.deepEqual(tell([], [replicas(4)], {}, forbidden), ['unknown Deployment.apps shop/web.spec.replicas Deployment is forbidden']);
    const notRendered = {
      type: 'file',
      source: 'shop',
      file: 'deploy/kustomization.yaml',
      reason: 'render-failed',
      message: 'it broke',
    } as const;
    assert.deepEqual(tell([replicas(4)], [], { unchecked: [notRendered] }), ['unknown Deployment.apps shop/web.spec.replicas it broke']);
    const invalid = { ...notRendered, file: buildOrigin().file, reason: 'invalid-yaml' } as const;
    assert.deepEqual(tell([replicas(4)], [], { unchecked: [invalid] }), ['unknown Deployment.apps shop/web.spec.replicas it broke']);
    assert.deepEqual(tell([replicas(4)], [], { unchecked: [{ ...invalid, file: 'another.yaml' }] }), [
      'gone Deployment.apps shop/web.spec.replicas',
    ]);
    assert.deepEqual(tell([replicas(4)], [], { revisions: [] }), [
      'unknown Deployment.apps shop/web.spec.replicas the source shop was not compared',
    ]);
    const blind = { coverage: { declared: 1, unmanaged: null, ratio: null, namespaces: [] } };
    assert.deepEqual(tell([buildUnmanaged('ConfigMap shop/a')], [], blind), [
      'unknown ConfigMap shop/a objects that no source declares were not looked for',
    ]);
  });

  it('calls no field gone whose object is missing by now, or that departs one level above', () => {
    assert.deepEqual(tell([replicas(4)], [buildMissingObject('Deployment.apps shop/web')]), [
      'new Deployment.apps shop/web',
      'covered Deployment.apps shop/web.spec.replicas',
    ]);
    const [inner, outer] = [buildPath('data', 'a', 'b'), buildPath('data', 'a')].map((path) =>
      buildModified('ConfigMap shop/x', [buildExtra(path, 'v')]),
    );
    assert.deepEqual(tell(inner ? [inner] : [], outer ? [outer] : []), [
      'new ConfigMap shop/x.data.a',
      'covered ConfigMap shop/x.data.a.b',
    ]);
  });

  it('says how something ended where the later report knows', () => {
    const settled = [{ ref: buildRef('Deployment.apps shop/web'), at: '.spec.replicas', how: 'adopted' as const }];
    assert.deepEqual(tell([replicas(4)], [], { settled }), ['gone Deployment.apps shop/web.spec.replicas adopted']);
    const suppressed = [
      { rule: 'r', reason: 'because', count: 1, instances: [{ ref: buildRef('Deployment.apps shop/web'), at: '.spec.replicas' }] },
    ];
    assert.deepEqual(tell([replicas(4)], [], { suppressed }), ['gone Deployment.apps shop/web.spec.replicas excused']);
  });

  it('tells the commits of both, sources that only one compared, and coverage that changed', () => {
    const namespaces = [{ namespace: 'shop', declared: 9, unmanaged: 1, ratio: 0.9 }];
    const diff = compareReports(
      buildReport([], { coverage: { declared: 9, unmanaged: 1, ratio: 0.9, namespaces } }),
      buildReport([], { revisions: [{ source: 'ops', url: 'https://github.com/x/ops', revision: 'main', commit: 'b'.repeat(40) }] }),
    );
    assert.deepEqual(
      diff.revisions.map(({ source, before, after }) => [source, before?.slice(0, 4), after?.slice(0, 4)]),
      [
        ['ops', undefined, 'bbbb'],
        ['shop', '3f2a', undefined],
      ],
    );
    assert.deepEqual(diff.coverage, [{ namespace: 'shop', before: 0.9, after: null }]);
  });
});
