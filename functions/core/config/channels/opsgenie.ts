import * as z from 'zod';
import { secretName } from '../secret-name.ts';
import { endpoint } from './endpoint.ts';

/** Creates, acknowledges and closes an alert of Opsgenie. */
export const opsgenieSchema = z.strictObject({
  type: z.literal('opsgenie'),
  secret: secretName('The secret that holds the key of an API integration, alone or as JSON with `key`.'),
  url: endpoint('`https://api.eu.opsgenie.com` for accounts in the EU.').default('https://api.opsgenie.com'),
});
