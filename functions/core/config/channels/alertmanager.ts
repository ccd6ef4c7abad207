import * as z from 'zod';
import { internalEndpoint } from './endpoint.ts';

/** Fires and resolves an alert of Prometheus Alertmanager (API v2). */
export const alertmanagerSchema = z.strictObject({
  type: z.literal('alertmanager'),
  url: internalEndpoint('Where Alertmanager answers, e.g. http://alertmanager.monitoring.example:9093'),
  holdHours: z
    .int()
    .min(1)
    .max(24 * 90)
    .default(8 * 24)
    .describe('For how long an alert fires when nothing more is told of it; longer than the longest interval between reminders.'),
});
