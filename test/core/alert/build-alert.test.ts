import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Alert } from '../../../functions/core/alert/alert.ts';
import { buildAlert } from '../../../functions/core/alert/build-alert.ts';
import { observeReport } from '../../../functions/core/incident/build-observation.ts';
import { decideAlert } from '../../../functions/core/incident/decide-alert.ts';
import { listIncidents } from '../../../functions/core/incident/incident.ts';
import { DEFAULT_INCIDENT_SETTINGS } from '../../../functions/core/incident/incident-settings.ts';
import { observeRun } from '../../../functions/core/incident/observe-run.ts';
import type { Thread } from '../../../functions/core/incident/thread.ts';
import type { DriftReport } from '../../../functions/core/report.ts';
import { buildChanged, buildModified, buildPath, buildReport, buildUnmanaged, SAMPLE_NOW } from '../../support/sample-report.ts';

const settings = DEFAULT_INCIDENT_SETTINGS;
const image = buildPath('spec', 'template', 'spec', 'containers', { name: 'web' }, 'image');

/** The alerts of the incidents of one report, told for the first time, and of what is gone, told as resolved. */
function alertsOf(report: DriftReport, before: readonly Thread[] = []): { readonly alerts: Alert[]; readonly threads: Thread[] } {
  const book = observeRun(undefined, observeReport(report, { run: 'r1' }, settings), settings);
  const incidents = listIncidents([book], () => true);
  const context = {
    now: SAMPLE_NOW,
    reports: new Map([['prod-eu', report]]),
    reportUrl: () => 'https://reports.example.com/',
    from: 's3://reports',
  };
  const ids = new Set([...incidents.map(({ id }) => id), ...before.map(({ incident }) => incident)]);
  const threads = [...ids].flatMap((id) => {
    const incident = incidents.find((each) => each.id === id);
    const thread = before.find((each) => each.incident === id);
    const digest = incident?.digest ?? '';
    const question = {
      route: 'ops',
      thread,
      incident,
      snooze: undefined,
      fleetDigest: digest,
      isQuietTime: false,
      now: SAMPLE_NOW,
      settings,
    };
    return decideAlert(question) ?? [];
  });
  const alerts = threads.flatMap((thread) =>
    thread.pending === undefined
      ? []
      : buildAlert(
          thread,
          thread.pending,
          incidents.find(({ id }) => id === thread.incident),
          context,
        ),
  );
  return { alerts, threads };
}

describe('an alert', () => {
  it('says what departs, who set it, since when, where git has it, and both ways out', () => {
    const report = buildReport([buildModified('Deployment.apps shop/web', [{ ...buildChanged(image, 'web:1', 'web:2'), line: 31 }])]);
    const [alert] = alertsOf(report).alerts;
    assert.ok(alert);
    assert.equal(alert.title, 'Deployment.apps shop/web has drifted in prod-eu');
    assert.deepEqual([alert.type, alert.about, alert.clusters, alert.namespaces], ['opened', 'drift', ['prod-eu'], ['shop']]);
    assert.deepEqual(alert.differences, [
      {
        cluster: 'prod-eu',
        object: 'Deployment.apps shop/web',
        at: '.spec.template.spec.containers[name="web"].image',
        type: 'changed',
        desired: '"web:1"',
        live: '"web:2"',
        severity: alert.severity,
        manager: 'kubectl-edit',
        managerClass: 'person',
        since: '2026-11-04T00:02:11Z',
        file: 'deploy/shop/web.yaml:31',
      },
    ]);
    assert.equal(alert.onset, '2026-11-04T00:02:11Z');
    assert.ok(alert.why !== undefined && alert.why.length > 5);
    assert.match(alert.restore?.text ?? '', /^kubectl patch deployment\.apps\/web -n shop --type=strategic -p .*web:1/);
    assert.match(alert.adopt?.text ?? '', /^deploy\/shop\/web\.yaml:31 .*"web:1" → "web:2"/);
    assert.equal(alert.commands.snooze, `plumbline snooze ${alert.incident} --until 2d --reason "…"`);
  });

  it('says cluster and environment while it is open, and when it is over', () => {
    const { check, ...rest } = buildReport([buildModified('Deployment.apps shop/web', [buildChanged(image, 'web:1', 'web:2')])]);
    const report = { ...rest, check: { ...check, cluster: { ...check.cluster, environment: 'prod' } } };
    const { alerts, threads } = alertsOf(report);
    const told = threads.map(({ pending: _pending, ...thread }): Thread => thread);
    const over = alertsOf({ ...report, differences: [] }, told).alerts;
    for (const alert of [...alerts, ...over]) assert.deepEqual([alert.clusters, alert.environments], [['prod-eu'], ['prod']], alert.type);
    assert.deepEqual([alerts.length, over.length, alerts[0]?.differences[0]?.environment], [1, 1, 'prod']);
  });

  it('is one for one cause over many objects, with a list', () => {
    const report = buildReport(
      Array.from({ length: 40 }, (_, i) => buildModified(`Deployment.apps shop/web-${i}`, [buildChanged(image, `web:${i}`, 'web:2')])),
    );
    const { alerts } = alertsOf(report);
    assert.equal(alerts.length, 1);
    assert.deepEqual([alerts[0]?.title, alerts[0]?.counts.objects], ['40 objects have drifted in prod-eu', 40]);
    assert.equal(alerts[0]?.differences.length, 10);
    assert.match(alerts[0]?.restore?.does ?? '', /3 of 40/);
  });

  it('leads to the line at the forge, where its address is known', () => {
    const revisions = buildReport().revisions.map((revision) => ({ ...revision, url: 'https://github.com/example/shop.git' }));
    const report = buildReport([buildModified('Deployment.apps shop/web', [{ ...buildChanged(image, 'web:1', 'web:2'), line: 31 }])], {
      revisions,
    });
    const [alert] = alertsOf(report).alerts;
    const commit = revisions[0]?.commit;
    assert.equal(alert?.differences[0]?.fileUrl, `https://github.com/example/shop/blob/${commit}/deploy/shop/web.yaml#L31`);
    assert.equal(alert?.commits[0]?.url, `https://github.com/example/shop/commit/${commit}`);
  });

  it('says who last set the line in git, where history tells', () => {
    const blame = {
      commit: 'abcdef01',
      author: 'Ada\u001b',
      time: '2026-11-03T09:00:00Z',
      pullRequest: { number: 41, sign: '#' },
    } as const;
    const object = buildModified('Deployment.apps shop/web', [{ ...buildChanged(image, 'web:1', 'web:2'), line: 31, blame }]);
    const [alert] = alertsOf(buildReport([object])).alerts;
    assert.equal(alert?.differences[0]?.blame, 'git line set by Ada\\u001b in #41, 3 Nov 2026');
  });

  it('leads to the place that sets a field, in the source that has it', () => {
    const [shop] = buildReport().revisions;
    assert.ok(shop);
    const apps = { ...shop, source: 'apps', url: 'https://gitlab.com/example/apps.git', commit: 'b'.repeat(40) };
    const place = { source: 'apps', file: 'apps/web.yaml', line: 14, setter: 'image' } as const;
    const report = buildReport([buildModified('Deployment.apps shop/web', [{ ...buildChanged(image, 'web:1', 'web:2'), place }])], {
      revisions: [shop, apps],
    });
    const [alert] = alertsOf(report).alerts;
    assert.equal(alert?.differences[0]?.file, 'apps/web.yaml:14');
    assert.equal(alert?.differences[0]?.fileUrl, `https://gitlab.com/example/apps/-/blob/${apps.commit}/apps/web.yaml#L14`);
    assert.match(alert?.adopt?.text ?? '', /^apps\/web\.yaml:14 {2}/);
  });

  it('of an end says what was, though no report has it any more', () => {
    const { threads } = alertsOf(buildReport([buildUnmanaged('ClusterRoleBinding emergency')]));
    const confirmed = threads.map(({ pending: _pending, ...thread }) => thread);
    const [alert] = alertsOf(buildReport(), confirmed).alerts;
    assert.ok(alert);
    assert.deepEqual(
      [alert.type, alert.title, alert.removed],
      ['resolved', 'ClusterRoleBinding emergency is in no repository in prod-eu', ['ClusterRoleBinding emergency in prod-eu']],
    );
    assert.deepEqual([alert.severity, alert.resolvedAt, alert.clusters], ['critical', SAMPLE_NOW, ['prod-eu']]);
  });

  it('holds no control character that a cluster sends', () => {
    const name = 'a\u001b[31m\u202e';
    const report = buildReport([buildModified(`ConfigMap shop/${name}`, [buildChanged(buildPath('data', name), name, `${name}x`)])]);
    const walk = (value: unknown): string[] =>
      typeof value === 'object' && value !== null ? Object.values(value).flatMap(walk) : [String(value)];
    const texts = alertsOf(report).alerts.flatMap(walk);
    assert.deepEqual(
      texts.filter((text) => /[\p{Cc}\p{Cf}]/u.test(text)),
      [],
    );
  });
});
