import * as z from 'zod';
import { secretName } from '../secret-name.ts';
import { endpoint } from './endpoint.ts';

/** One message an incident in a Slack channel, kept up to date, with what is new as replies in its thread. Needs a bot with `chat:write`. */
export const slackSchema = z.strictObject({
  type: z.literal('slack'),
  channel: z
    .string()
    .regex(/^(#[^\s#]{1,80}|[CGD][A-Z0-9]{5,20})$/, 'the id of a channel, like C0123ABCDEF, or its name with "#"')
    .describe('The id of the channel, or its name with `#`. The bot must be a member.'),
  secret: secretName('The secret that holds the token of the bot (xoxb-…), alone or as JSON with `token`.'),
  url: endpoint('The Web API, where it is another than `https://slack.com/api`.').default('https://slack.com/api'),
});
