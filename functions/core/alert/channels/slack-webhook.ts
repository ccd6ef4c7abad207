import type { Alert } from '../alert.ts';
import { renderSlackMessage } from './slack.ts';

/** The body for an incoming webhook: the same message as a bot posts. */
export function renderSlackWebhook(alert: Alert): string {
  return JSON.stringify(renderSlackMessage(alert));
}
