import type { Alert } from '../alert.ts';
import { cutLine } from '../cut-text.ts';
import { nameEvent } from './name-event.ts';
import { renderAlertJson } from './webhook.ts';

/** 256 KB for all of an entry, its other fields included. */
const MOST_BYTES = 240_000;

/** An entry of PutEvents, without its bus. */
export interface EventBridgeEntry {
  readonly Source: 'plumbline';
  readonly DetailType: string;
  readonly Detail: string;
  readonly Resources: string[];
}

/** An alert as an event: what happened is the detail type, the clusters are the resources. */
export function renderEventBridgeEntry(alert: Alert): EventBridgeEntry {
  return {
    Source: 'plumbline',
    DetailType: nameEvent(alert),
    Detail: renderAlertJson(alert, MOST_BYTES),
    Resources: alert.clusters.slice(0, 20).map((cluster) => cutLine(cluster, 200)),
  };
}
