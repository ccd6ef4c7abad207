import * as z from 'zod';
import { secretName } from '../secret-name.ts';

/** Posts a card through a webhook of a Google Chat space, one thread an incident. */
export const googleChatSchema = z.strictObject({
  type: z.literal('google-chat'),
  secret: secretName('The secret that holds the URL of the webhook, alone or as JSON with `url`.'),
});
