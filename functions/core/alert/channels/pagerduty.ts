import { stringifyJson } from '../../json.ts';
import type { Alert } from '../alert.ts';
import { cutAlert, PROGRAM_ROOMS } from '../cut-alert.ts';
import { cutLine, measureBytes } from '../cut-text.ts';
import { describeStatus } from '../describe-alert.ts';
import { linkUrl } from '../link-url.ts';
import { fitRoom } from '../room.ts';

const MOST_BYTES = 500_000;
const SEVERITIES = { critical: 'critical', high: 'error', medium: 'warning', low: 'info' } as const;

/**
 * An event of PagerDuty's Events API v2, without the key of the service. Every message of an incident has its key, so PagerDuty keeps one incident; one
 * that is open takes further events without calling anybody. Plumbline never acknowledges: that is for who is on call.
 */
export function renderPagerdutyEvent(alert: Alert): Readonly<Record<string, unknown>> {
  return fitRoom(
    PROGRAM_ROOMS,
    (room) => buildEvent(alert, cutAlert(alert, room)),
    (event) => measureBytes(stringifyJson(event)) <= MOST_BYTES,
  );
}

function buildEvent(alert: Alert, details: ReturnType<typeof cutAlert>): Readonly<Record<string, unknown>> {
  const key = { dedup_key: cutLine(alert.thread, 255) };
  if (alert.type === 'resolved') return { event_action: 'resolve', ...key };
  const { clusters, severity, at, about, teams } = alert;
  const url = linkUrl(alert.reportUrl);
  return {
    event_action: 'trigger',
    ...key,
    client: 'Plumbline',
    ...(url === undefined ? {} : { client_url: url }),
    payload: {
      summary: cutLine(`${describeStatus(alert)}: ${alert.title}`, 1024),
      source: cutLine(clusters[0] ?? 'plumbline', 255),
      severity: SEVERITIES[severity],
      timestamp: at,
      component: cutLine(alert.differences[0]?.object ?? about, 255),
      group: cutLine(teams[0] ?? alert.route, 255),
      class: about,
      custom_details: details,
    },
    links: url === undefined ? [] : [{ href: url, text: 'Report' }],
  };
}
