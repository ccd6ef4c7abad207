import type { ChannelConfig } from './channel-schema.ts';
import type { RouteConfig } from './fleet-config.ts';

/** How a route sends mail. */
export type MailNeed = Extract<ChannelConfig, { readonly type: 'ses' }>;

/** What the function that tells routes must be allowed to use; each list of names sorted, without repetition. Names and ARNs as the configuration has them. */
export interface RouteNeeds {
  readonly topics: readonly string[];
  readonly buses: readonly string[];
  readonly secrets: readonly string[];
  /** In the order of the routes. */
  readonly mails: readonly MailNeed[];
}

/** Collects it over all routes. */
export function listRouteNeeds(routes: readonly RouteConfig[]): RouteNeeds {
  const channels = routes.map(({ channel }) => channel);
  const collect = (values: readonly string[]): string[] => [...new Set(values)].sort();
  return {
    topics: collect(channels.flatMap((channel) => (channel.type === 'sns' ? [channel.topic] : []))),
    buses: collect(channels.flatMap((channel) => (channel.type === 'event-bridge' ? [channel.bus] : []))),
    secrets: collect(channels.flatMap((channel) => ('secret' in channel ? [channel.secret] : []))),
    mails: channels.filter((channel) => channel.type === 'ses'),
  };
}
