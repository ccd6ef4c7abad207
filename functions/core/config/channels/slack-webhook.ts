import * as z from 'zod';
import { secretName } from '../secret-name.ts';

/** Posts to an incoming webhook of Slack. It can change nothing that it has said: every piece of news is a message of its own. */
export const slackWebhookSchema = z.strictObject({
  type: z.literal('slack-webhook'),
  secret: secretName('The secret that holds the URL of the webhook, alone or as JSON with `url`.'),
});
