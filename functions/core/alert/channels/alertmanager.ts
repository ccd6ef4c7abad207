import { addMinutes } from '../../incident/moments.ts';
import type { Alert } from '../alert.ts';
import { cutLine } from '../cut-text.ts';
import { countObjects, describeStatus } from '../describe-alert.ts';
import { linkUrl } from '../link-url.ts';
import { renderPlainText } from './plain-text.ts';

/** What Alertmanager knows an alert by: equal labels are the same alert. */
export type AlertmanagerLabels = Readonly<Record<string, string>>;

/** Labels of an alert as it stands. */
export function buildAlertmanagerLabels({
  about,
  severity,
  clusters,
  environments,
  namespaces,
  teams,
  incident,
  route,
}: Alert): AlertmanagerLabels {
  const one = (names: readonly string[]): string => (names.length === 1 ? cutLine(names[0] ?? '', 200) : `${names.length}`);
  return {
    alertname: about === 'check' ? 'PlumblineCheck' : about === 'rollout' ? 'PlumblineRollout' : 'PlumblineDrift',
    incident,
    route,
    severity,
    ...(clusters.length === 0 ? {} : { cluster: one(clusters) }),
    ...(environments.length === 0 ? {} : { environment: one(environments) }),
    ...(namespaces.length === 0 ? {} : { namespace: one(namespaces) }),
    ...(teams.length === 0 ? {} : { team: one(teams) }),
  };
}

/**
 * The body of `POST /api/v2/alerts`. One that fires says until when it does if nothing more is heard. `before`: the labels of the last message; where they
 * are others by now, the alert under them ends as the one under the new ones begins.
 */
export function renderAlertmanagerAlerts(alert: Alert, before: AlertmanagerLabels | undefined, holdHours: number): string {
  const isOver = alert.type === 'resolved';
  const labels = isOver && before !== undefined ? before : buildAlertmanagerLabels(alert);
  const hasMoved = before !== undefined && JSON.stringify(before) !== JSON.stringify(labels);
  const url = linkUrl(alert.reportUrl);
  const write = (own: AlertmanagerLabels, endsAt: string) => ({
    labels: own,
    annotations: {
      summary: cutLine(`${describeStatus(alert)}: ${alert.title}`, 500),
      description: renderPlainText(alert, 16_000),
      objects: countObjects(alert),
    },
    startsAt: alert.openedAt,
    endsAt,
    ...(url === undefined ? {} : { generatorURL: url }),
  });
  return JSON.stringify([
    write(labels, isOver ? (alert.resolvedAt ?? alert.at) : addMinutes(alert.at, holdHours * 60)),
    ...(hasMoved ? [write(before, alert.at)] : []),
  ]);
}
