import type { Alert } from '../alert.ts';
import { cutLine, cutLines } from '../cut-text.ts';
import { describeSnooze, describeStatus } from '../describe-alert.ts';
import { linkUrl } from '../link-url.ts';
import { renderPlainText } from './plain-text.ts';

const LONGEST = { message: 130, alias: 512, description: 15_000, note: 25_000, tag: 50, entity: 512, source: 100, detail: 400 } as const;
const PRIORITIES = { critical: 'P1', high: 'P2', medium: 'P3', low: 'P4' } as const;

/** What Opsgenie knows an incident by. */
export function aliasOf(alert: Alert): string {
  return cutLine(alert.thread, LONGEST.alias);
}

/** The body that creates an alert; one of an alias that is open is counted, not created again. */
export function renderOpsgenieAlert(alert: Alert): string {
  const { clusters, environments, teams, namespaces, severity, about, incident, route, title } = alert;
  const url = linkUrl(alert.reportUrl);
  return JSON.stringify({
    message: cutLine(title, LONGEST.message),
    alias: aliasOf(alert),
    // Escapes and line ends count as one.
    description: cutLines(renderPlainText(alert, LONGEST.description), LONGEST.description),
    tags: ['plumbline', severity, about, ...environments.slice(0, 3), ...teams.slice(0, 5)].map((tag) =>
      cutLine(tag.replaceAll(',', ' '), LONGEST.tag),
    ),
    details: {
      incident,
      route,
      clusters: cutLine(clusters.join(', '), LONGEST.detail),
      ...(environments.length === 0 ? {} : { environments: cutLine(environments.join(', '), LONGEST.detail) }),
      namespaces: cutLine(namespaces.join(', '), LONGEST.detail),
      ...(url === undefined ? {} : { report: url }),
    },
    entity: cutLine(clusters[0] ?? 'plumbline', LONGEST.entity),
    source: 'Plumbline',
    priority: PRIORITIES[severity],
  });
}

/** The body that adds what is new to an alert, or acknowledges or closes it with a word about that. */
export function renderOpsgenieNote(alert: Alert): string {
  return JSON.stringify({ source: 'Plumbline', note: writeNote(alert) });
}

function writeNote(alert: Alert): string {
  if (alert.snooze !== undefined) return `Snoozed ${describeSnooze(alert.snooze, { text: 1000 })}`;
  const isTold = alert.type === 'changed' || alert.type === 'resolved';
  return isTold ? renderPlainText(alert, LONGEST.note) : cutLine(`${describeStatus(alert)}: ${alert.title}`, 500);
}
