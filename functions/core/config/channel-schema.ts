import * as z from 'zod';
import { alertmanagerSchema } from './channels/alertmanager.ts';
import { discordSchema } from './channels/discord.ts';
import { eventBridgeSchema } from './channels/event-bridge.ts';
import { githubSchema } from './channels/github.ts';
import { gitlabSchema } from './channels/gitlab.ts';
import { googleChatSchema } from './channels/google-chat.ts';
import { opsgenieSchema } from './channels/opsgenie.ts';
import { pagerdutySchema } from './channels/pagerduty.ts';
import { sesSchema } from './channels/ses.ts';
import { slackSchema } from './channels/slack.ts';
import { slackWebhookSchema } from './channels/slack-webhook.ts';
import { snsSchema } from './channels/sns.ts';
import { teamsSchema } from './channels/teams.ts';
import { webhookSchema } from './channels/webhook.ts';

const SCHEMAS = [
  snsSchema,
  sesSchema,
  slackSchema,
  slackWebhookSchema,
  teamsSchema,
  pagerdutySchema,
  opsgenieSchema,
  eventBridgeSchema,
  alertmanagerSchema,
  webhookSchema,
  discordSchema,
  googleChatSchema,
  githubSchema,
  gitlabSchema,
] as const;

const types = SCHEMAS.map((schema) => schema.shape.type.value);

/** What a route speaks to: which keys there are depends on `type`. */
export const channelSchema = z.discriminatedUnion('type', SCHEMAS, {
  error: ({ code }) => (code === 'invalid_union' ? `one of ${types.join(', ')}` : undefined),
});

/** How one channel is set up. */
export type ChannelConfig = z.output<typeof channelSchema>;

/** `slack`, `sns` and so on. */
export type ChannelType = ChannelConfig['type'];
