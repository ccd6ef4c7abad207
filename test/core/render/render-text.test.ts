import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textRenderer } from '../../../functions/core/render/render-text.ts';
import { measureText } from '../../../functions/core/render/text-width.ts';
import type { DriftReport } from '../../../functions/core/report.ts';
import {
  BY_PERSON,
  buildChanged,
  buildExtra,
  buildMissing,
  buildModified,
  buildOrigin,
  buildPath,
  buildReport,
  buildUnmanaged,
  SAMPLE_NOW,
} from '../../support/sample-report.ts';
import { buildLongReport, buildVariedReport } from '../../support/sample-reports.ts';

function render(report: DriftReport, options: { width?: number; colour?: boolean; explain?: boolean } = {}): string {
  return textRenderer.render(report, { colour: false, width: 100, explain: false, now: SAMPLE_NOW, ...options });
}

function lineWith(text: string, part: string): string {
  const line = text.split('\n').find((candidate) => candidate.includes(part));
  assert.ok(line, `a line with ${part} in:\n${text}`);
  return line.trim();
}

const replicas = buildModified('Deployment.apps shop/web', [
  buildChanged(buildPath('spec', 'replicas'), 3, 5, { cause: 'by-hand', setBy: BY_PERSON, line: 19 }),
]);

describe('the text report', () => {
  it('begins with the verdict', () => {
    assert.match(render(buildReport()), /^✓ IN SYNC {2}493 objects in prod-eu are as git says\.\n/);
    assert.match(render(buildReport([replicas])), /^✗ DRIFTED {2}prod-eu: 1 of 493 declared objects differs from git\.\n/);
    const incomplete = buildReport([], { unchecked: buildVariedReport().unchecked });
    assert.match(render(incomplete), /^\? INCOMPLETE {2}prod-eu: no drift in the 493 objects compared, but 1 kind and 1 file could not be/);
  });

  it('says in the verdict of a drifted cluster what could not be checked', () => {
    assert.match(render(buildVariedReport()), /^✗ DRIFTED .*\n\s+1 kind and 1 file could not be checked\.\n/);
  });

  it("shows git's value, the live value, who set it, when at the latest, and the line in git", () => {
    const text = render(buildReport([replicas]));
    assert.equal(lineWith(text, '.spec.replicas'), '~ .spec.replicas  3 → 5');
    assert.equal(
      lineWith(text, 'changed by hand'),
      'changed by hand: kubectl-edit, a person, 3 h ago or earlier · deploy/shop/web.yaml:19',
    );
    assert.match(lineWith(text, 'Deployment web'), /^~ Deployment web {2}low {2,}deploy\/shop\/web\.yaml:12$/);
  });

  it('says of a field that only one side has which side that is', () => {
    const text = render(
      buildReport([
        buildModified('Service shop/web', [
          buildMissing(buildPath('spec', 'type'), 'ClusterIP'),
          buildExtra(buildPath('spec', 'externalIPs'), ['203.0.113.7']),
        ]),
      ]),
    );
    assert.equal(lineWith(text, '.spec.type'), '- .spec.type  "ClusterIP" → not in the cluster');
    assert.equal(lineWith(text, '.spec.externalIPs'), '+ .spec.externalIPs  not in git → ["203.0.113.7"]');
  });

  it('tells text from a number that looks the same', () => {
    const text = render(buildReport([buildModified('Service shop/web', [buildChanged(buildPath('spec', 'port'), '80', 80)])]));
    assert.equal(lineWith(text, '.spec.port'), '~ .spec.port  "80" → 80  (text in git, a number in the cluster)');
  });

  it('prints integers beyond 2^53 exactly', () => {
    const text = render(
      buildReport([
        buildModified('Widget.example.com shop/web', [buildChanged(buildPath('spec', 'id'), 9007199254740993n, 9007199254740995n)]),
      ]),
    );
    assert.match(text, /9007199254740993 → 9007199254740995/);
  });

  it('prints masked values as they are', () => {
    assert.match(render(buildVariedReport()), /\(masked 3f2a9c1d77aa\) → \(masked b91c02e4f1d0\)/);
  });

  it('fits the width at 60, 80, 100 and 140 columns', () => {
    for (const width of [60, 80, 100, 140]) {
      for (const report of [buildVariedReport(), buildLongReport(60)]) {
        const widest = render(report, { width })
          .split('\n')
          .filter((line) => measureText(line) > width);
        assert.deepEqual(widest, [], `at ${width}`);
      }
    }
  });

  it('colours only when asked to, and says the same without', () => {
    const plain = render(buildVariedReport());
    const coloured = render(buildVariedReport(), { colour: true });
    assert.ok(!plain.includes('\u001b'));
    assert.ok(coloured.includes('\u001b[31m'));
    assert.equal(coloured.replace(/\u001b\[\d+m/g, ''), plain);
  });

  it('puts what matters most first: rights over the whole cluster before anything else', () => {
    const text = render(buildVariedReport());
    const first = text.slice(text.indexOf('LOOK AT FIRST')).split('\n')[2] ?? '';
    assert.match(first, /critical {2}\+ ClusterRoleBinding emergency-admin +grants rights in the whole cluster/);
  });

  it('says how much each departure matters, and tells the field that decided first', () => {
    const lines = render(buildVariedReport()).split('\n');
    assert.ok(lines.some((line) => / severity {2}2 critical · \d high · /.test(line)));
    const web = lines.findIndex((line) => / ~ Deployment web {2}critical /.test(line));
    assert.match(lines[web + 1] ?? '', /containers\[name="debug"\]/);
    assert.ok(lines.some((line) => / - NetworkPolicy deny-all {2}high · not in the cluster/.test(line)));
    assert.ok(lines.some((line) => / \+ Deployment tmp-shell {2}medium /.test(line)));
  });

  it('tells a change that many objects share once, with their names', () => {
    const objects = Array.from({ length: 30 }, (_, i) =>
      buildModified(
        `Deployment.apps team-${i % 3}/app-${i}`,
        [buildExtra(buildPath('metadata', 'labels', 'tier'), 'x')],
        buildOrigin('a.yaml', i + 1),
      ),
    );
    const text = render(buildReport(objects));
    assert.match(text, /the same change in 30 × Deployment/);
    assert.equal(text.split('.metadata.labels.tier').length, 2);
    assert.match(render(buildReport(objects), { explain: true }), /app-29/);
  });

  it('names many unmanaged objects of a kind together, with who made them', () => {
    const objects = Array.from({ length: 12 }, (_, i) => buildUnmanaged(`ConfigMap shop/cm-${i}`));
    const text = render(buildReport(objects));
    assert.match(text, /\+ 12 × ConfigMap {2}low +by kubectl-edit; newest 4 days ago/);
    assert.match(text, /cm-0, cm-1, cm-10/);
  });

  it('folds hundreds of differences and says how many it does not tell in full', () => {
    const objects = Array.from({ length: 900 }, (_, i) =>
      buildModified(`Deployment.apps shop/app-${i}`, [buildChanged(buildPath('spec', 'replicas'), i, i + 1)]),
    );
    const text = render(buildReport(objects));
    assert.match(text, /and 600 more modified objects: --explain tells all/);
    assert.ok(text.split('\n').length < 500);
    assert.ok(render(buildReport(objects), { explain: true }).includes('app-899'));
  });

  it('writes rules that let departures go on one line, and each instance with --explain', () => {
    assert.match(render(buildVariedReport()), /1,207 departures let go by 2 rules \(--explain tells each\): server-default 1,204/);
    const explained = render(buildVariedReport(), { explain: true });
    assert.match(explained, /Deployment\.apps shop\/api \.spec\.replicas/);
    assert.match(explained, /an autoscaler owns the replicas/);
  });

  it('says what to do about each gap', () => {
    const text = render(buildVariedReport());
    assert.match(text, /grant get and list on it \(`plumbline rbac --with-secrets` prints the role\)/);
    assert.match(text, /deploy\/shop\/broken\.yaml:14/);
  });

  it('tells when git last reached an object that waits for it', () => {
    const pending = {
      ...buildModified('Deployment.apps shop/web', [buildChanged(buildPath('spec', 'replicas'), 3, 5, { cause: 'not-yet-applied' })]),
      delivery: { manager: 'argocd-controller', operation: 'Apply', time: '2026-11-02T03:00:00Z', class: 'delivery' },
    } as const;
    assert.match(render(buildReport([pending])), /last delivered by argocd-controller, 2 days ago/);
  });

  it('does not claim a coverage that nobody could work out', () => {
    const text = render(buildReport([], { coverage: { declared: 3, unmanaged: null, ratio: null, namespaces: [] } }));
    assert.match(text, /coverage {2}not known/);
  });

  it('ends with what the check cost', () => {
    assert.match(
      render(buildReport()),
      /71 requests · 1\.2 MB read · git 0\.4 s, discovery 0\.03 s, read 0\.9 s, compare 0\.3 s · 148 MB memory\n$/,
    );
  });
});
