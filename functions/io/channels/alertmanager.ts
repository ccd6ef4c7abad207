import { type AlertmanagerLabels, buildAlertmanagerLabels, renderAlertmanagerAlerts } from '../../core/alert/channels/alertmanager.ts';
import { asJsonObject, asString, parseJson } from '../../core/json.ts';
import { type OpenChannel, type Receipt, refuse } from './channel.ts';

/** Fires an alert and ends it. It can change what it said: the labels of the last message, by which Alertmanager knows it, are kept. */
export const openAlertmanager: OpenChannel<'alertmanager'> = ({ url, holdHours }, world) => ({
  updates: true,
  send: async (alert, receipt) => {
    const body = renderAlertmanagerAlerts(alert, readLabels(receipt), holdHours);
    const { status } = await world.request({ method: 'POST', url: `${url}/api/v2/alerts`, body });
    if (status !== 200) throw refuse({ status });
    return { labels: JSON.stringify(buildAlertmanagerLabels(alert)) };
  },
});

function readLabels(receipt: Receipt | undefined): AlertmanagerLabels | undefined {
  if (receipt?.['labels'] === undefined) return undefined;
  const labels = asJsonObject(parseJson(receipt['labels']));
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, asString(value) ?? '']));
}
