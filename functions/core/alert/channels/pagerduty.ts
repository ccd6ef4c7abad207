import { stringifyJson } from '../../json.ts';
import type { Alert } from '../alert.ts';
import { cutAlert, PROGRAM_ROOMS } from '../cut-alert.ts';
import { cutLine, measureBytes } from '../cut-text.ts';
import { describeStatus } from '../describe-alert.ts';
import { linkUrl } from '../link-url.ts';
import { fitRoom } from '../room.ts';

const MOST_BYTES = 500_000;
/** What is posted for one event. */
export type PagerdutyEvent = Readonly<Record<string, unknown>>;

const SEVERITIES = { critical: 'critical', high: 'error', medium: 'warning', low: 'info' } as const;

/**
 * Events of PagerDuty's Events API v2, in their order, without the key of the service. Every message of an incident has its key, so PagerDuty keeps one
 * incident; one that is open takes further events without calling anybody. One that somebody snoozed is acknowledged, and PagerDuty has no event that
 * takes this back: it is resolved and triggered again, or what is new after a snooze would call nobody.
 */
export function renderPagerdutyEvents(alert: Alert): readonly PagerdutyEvent[] {
  const key = { dedup_key: cutLine(alert.thread, 255) };
  if (alert.type === 'resolved') return [{ event_action: 'resolve', ...key }];
  if (alert.type === 'snoozed') return [{ event_action: 'acknowledge', ...key }];
  const trigger = fitRoom(
    PROGRAM_ROOMS,
    (room) => ({ event_action: 'trigger', ...key, ...buildTrigger(alert, cutAlert(alert, room)) }),
    (event) => measureBytes(stringifyJson(event)) <= MOST_BYTES,
  );
  return alert.afterSnooze === true ? [{ event_action: 'resolve', ...key }, trigger] : [trigger];
}

function buildTrigger(alert: Alert, details: ReturnType<typeof cutAlert>): Readonly<Record<string, unknown>> {
  const { clusters, severity, at, about, teams } = alert;
  const url = linkUrl(alert.reportUrl);
  return {
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
