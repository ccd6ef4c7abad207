import { createFakeAlertmanager } from './fake-alertmanager.ts';
import { createFakeDiscord } from './fake-discord.ts';
import { createFakeEventBridge } from './fake-event-bridge.ts';
import { createFakeGithub, createFakeGitlab } from './fake-forge.ts';
import { createFakeGoogleChat } from './fake-google-chat.ts';
import { createFakeOpsgenie } from './fake-opsgenie.ts';
import { createFakePagerduty } from './fake-pagerduty.ts';
import type { FakeChannels } from './fake-provider.ts';
import { createFakeSes } from './fake-ses.ts';
import { createFakeSlack } from './fake-slack.ts';
import { createFakeSlackWebhook } from './fake-slack-webhook.ts';
import { createFakeSns } from './fake-sns.ts';
import { createFakeTeams } from './fake-teams.ts';
import { createFakeWebhook } from './fake-webhook.ts';

/** A provider for each channel there is. */
export const FAKE_CHANNELS: FakeChannels = {
  sns: createFakeSns,
  ses: createFakeSes,
  slack: createFakeSlack,
  'slack-webhook': createFakeSlackWebhook,
  teams: createFakeTeams,
  pagerduty: createFakePagerduty,
  'event-bridge': createFakeEventBridge,
  webhook: createFakeWebhook,
  alertmanager: createFakeAlertmanager,
  discord: createFakeDiscord,
  github: createFakeGithub,
  gitlab: createFakeGitlab,
  'google-chat': createFakeGoogleChat,
  opsgenie: createFakeOpsgenie,
};
