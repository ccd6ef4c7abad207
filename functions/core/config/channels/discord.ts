import * as z from 'zod';
import { secretName } from '../secret-name.ts';

/** Posts an embed through a webhook of Discord, and keeps it up to date. */
export const discordSchema = z.strictObject({
  type: z.literal('discord'),
  secret: secretName('The secret that holds the URL of the webhook, alone or as JSON with `url`.'),
});
