import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildAlert } from '../../../functions/core/alert/build-alert.ts';
import { renderPlainText } from '../../../functions/core/alert/channels/plain-text.ts';
import { observeReport } from '../../../functions/core/incident/build-observation.ts';
import { confirmDelivery, decideAlert } from '../../../functions/core/incident/decide-alert.ts';
import { listIncidents } from '../../../functions/core/incident/incident.ts';
import { DEFAULT_INCIDENT_SETTINGS } from '../../../functions/core/incident/incident-settings.ts';
import { listEnded } from '../../../functions/core/incident/list-ended.ts';
import { observeRun } from '../../../functions/core/incident/observe-run.ts';
import type { DriftReport } from '../../../functions/core/report.ts';
import type { Ending } from '../../../functions/core/settled/settled.ts';
import { buildChanged, buildModified, buildPath, buildRef, buildReport } from '../../support/sample-report.ts';

const settings = DEFAULT_INCIDENT_SETTINGS;
const WEB = 'Deployment.apps shop/web';
const [OPENED, OVER] = ['2026-11-04T07:52:00Z', '2026-11-04T10:02:30Z'];

/** What is said of the end of an incident, where the last report tells these endings. */
function tellEnd(...endings: readonly Ending[]): string {
  const drifted = buildReport([buildModified(WEB, [buildChanged(buildPath('spec', 'replicas'), 3, 5)])]);
  const settled = endings.map((ending, i) => ({ ref: buildRef(WEB), at: `.spec.f${i}`, ...ending }));
  const over: DriftReport = { ...buildReport([]), readAt: OVER, settled };
  const first = observeRun(undefined, observeReport({ ...drifted, readAt: OPENED }, { run: 'r1' }, settings), settings);
  const last = observeRun(first, observeReport(over, { run: 'r2' }, settings), settings);
  const question = { route: 'ops', snooze: undefined, fleetDigest: '', isQuietTime: false, settings };
  const [incident] = listIncidents([first], () => true);
  const opened = decideAlert({ ...question, thread: undefined, incident, now: OPENED }) ?? assert.fail();
  const told = confirmDelivery(opened, undefined);
  const resolved = decideAlert({ ...question, thread: told, incident: undefined, now: OVER }) ?? assert.fail();
  const context = { now: OVER, reports: new Map(), reportUrl: () => undefined, from: 's3://r', ended: listEnded([last]) };
  return renderPlainText(buildAlert(resolved, resolved.pending ?? assert.fail(), undefined, context));
}

describe('the end of an incident', () => {
  const setBy = { manager: 'argocd-controller', operation: 'Update', class: 'delivery', time: '2026-11-04T10:02:11Z' } as const;
  it('says how long it lasted, which manager put it back and when', () => {
    const text = tellEnd({ how: 'put-back', setBy }, { how: 'put-back', setBy });
    assert.match(text, /^Ended +put back by argocd-controller at 10:02:11 UTC \(git's value again\)$/m);
    assert.match(text, /^Lasted +\d.*until 2026-11-04 10:02:30 UTC$/m);
  });

  it('says that git adopted it and as of which commit, or that it was deleted', () => {
    const commit = { source: 'shop', commit: '3f2a9c1d5b7e4f609182' };
    assert.match(tellEnd({ how: 'adopted', commit }), /^Ended +git adopted it, as of commit 3f2a9c1d5b of shop$/m);
    assert.match(tellEnd({ how: 'deleted' }), /^Ended +deleted from the cluster$/m);
  });

  it('claims nothing where nothing is known', () => {
    assert.doesNotMatch(tellEnd(), /Ended/);
    assert.match(tellEnd({ how: 'put-back' }), /by whom is not recorded/);
  });
});
