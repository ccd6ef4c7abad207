import * as z from 'zod';
import { secretName } from '../secret-name.ts';
import { endpoint } from './endpoint.ts';

/** Triggers, acknowledges and resolves an incident of PagerDuty (Events API v2). */
export const pagerdutySchema = z.strictObject({
  type: z.literal('pagerduty'),
  secret: secretName('The secret that holds the integration key of the service, alone or as JSON with `routingKey`.'),
  url: endpoint('`https://events.eu.pagerduty.com` for accounts in the EU.').default('https://events.pagerduty.com'),
});
