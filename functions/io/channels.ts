import type { ChannelConfig, ChannelType } from '../core/config/channel-schema.ts';
import type { RouteConfig } from '../core/config/fleet-config.ts';
import { messageOf, PlumblineError } from '../core/errors.ts';
import { openAlertmanager } from './channels/alertmanager.ts';
import type { Channel, ChannelWorld, OpenChannel } from './channels/channel.ts';
import { openDiscord } from './channels/discord.ts';
import { openEventBridge } from './channels/event-bridge.ts';
import { openGithub } from './channels/github.ts';
import { openGitlab } from './channels/gitlab.ts';
import { openGoogleChat } from './channels/google-chat.ts';
import { openOpsgenie } from './channels/opsgenie.ts';
import { openPagerduty } from './channels/pagerduty.ts';
import { openSes } from './channels/ses.ts';
import { openSlack } from './channels/slack.ts';
import { openSlackWebhook } from './channels/slack-webhook.ts';
import { openSns } from './channels/sns.ts';
import { openTeams } from './channels/teams.ts';
import { openWebhook } from './channels/webhook.ts';

/** Every channel there is, by the `type` of its configuration. */
export const CHANNELS: { readonly [T in ChannelType]: OpenChannel<T> } = {
  sns: openSns,
  ses: openSes,
  slack: openSlack,
  'slack-webhook': openSlackWebhook,
  teams: openTeams,
  pagerduty: openPagerduty,
  'event-bridge': openEventBridge,
  webhook: openWebhook,
  alertmanager: openAlertmanager,
  discord: openDiscord,
  github: openGithub,
  gitlab: openGitlab,
  'google-chat': openGoogleChat,
  opsgenie: openOpsgenie,
};

/**
 * The channel of a route. What is no news is kept from a channel that cannot change what it has said. Errors name the route and the channel, and hold
 * nothing that was read from a secret.
 */
export function openChannel({ name, channel }: Pick<RouteConfig, 'name' | 'channel'>, world: ChannelWorld): Channel {
  const secrets = new Set<string>();
  const readSecret = async (secret: string): Promise<string> => {
    const text = await world.readSecret(secret);
    for (const part of listParts(text)) secrets.add(part);
    return text;
  };
  const { updates, acknowledges, send, sendDigest } = open(channel, { ...world, readSecret });
  const withRoute = async <T>(sending: Promise<T>): Promise<T> => {
    try {
      return await sending;
    } catch (error) {
      throw nameRoute(error, `route ${name} (${channel.type})`, secrets);
    }
  };
  return {
    updates,
    ...(acknowledges === undefined ? {} : { acknowledges }),
    send: async (alert, receipt) => {
      const isHeard = updates || (alert.type === 'snoozed' ? acknowledges === true : !alert.quiet);
      return isHeard ? withRoute(send(alert, receipt)) : receipt;
    },
    ...(sendDigest === undefined ? {} : { sendDigest: (digest) => withRoute(sendDigest(digest)) }),
  };
}

function open<T extends ChannelType>(config: Extract<ChannelConfig, { readonly type: T }>, world: ChannelWorld): Channel {
  const openOne = CHANNELS[config.type as T] as OpenChannel<T>;
  return openOne(config, world);
}

/** A secret, and everything in it that is long enough to be one by itself. The host of an address is none. */
function listParts(text: string): string[] {
  const fields = text.split(/["'\s{},]+/);
  const hosts = new Set(fields.flatMap((field) => (URL.canParse(field) ? [new URL(field).host] : [])));
  const parts = [text.trim(), ...fields, ...fields.flatMap((field) => field.split(/[/?&=]+/))];
  return parts.filter((part) => part.length >= 8 && !hosts.has(part));
}

function nameRoute(error: unknown, route: string, secrets: ReadonlySet<string>): PlumblineError {
  const hide = (text: string): string =>
    [...secrets].sort((a, b) => b.length - a.length).reduce((hidden, secret) => hidden.replaceAll(secret, '…'), text);
  const { code, advice } = error instanceof PlumblineError ? error : { code: 'runtime' as const, advice: undefined };
  const message = error instanceof PlumblineError ? error.message : `failed: ${messageOf(error)}`;
  return new PlumblineError(code, hide(`${route}: ${message}`), advice === undefined ? {} : { advice: hide(advice) });
}
