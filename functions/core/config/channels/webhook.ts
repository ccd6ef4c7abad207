import * as z from 'zod';
import { secretName } from '../secret-name.ts';
import { endpoint } from './endpoint.ts';

/** Posts JSON to an address of your own, signed as Standard Webhooks has it. */
export const webhookSchema = z.strictObject({
  type: z.literal('webhook'),
  url: endpoint('Where to post. An address that is itself a secret stands as `url` in the secret instead.').optional(),
  secret: secretName('The secret that holds the key to sign with (whsec_ and base64, or any text), alone or as JSON with `key` and `url`.'),
});
