import type { RouteConfig } from './fleet-config.ts';

/** What the function that tells routes must be allowed to use; each list sorted, without repetition. Names and ARNs as the configuration has them. */
export interface RouteNeeds {
  readonly topics: readonly string[];
  readonly buses: readonly string[];
  readonly secrets: readonly string[];
}

/** Collects it over all routes. */
export function listRouteNeeds(routes: readonly RouteConfig[]): RouteNeeds {
  const channels = routes.map(({ channel }) => channel);
  const collect = (values: readonly string[]): string[] => [...new Set(values)].sort();
  return {
    topics: collect(channels.flatMap((channel) => (channel.type === 'sns' ? [channel.topic] : []))),
    buses: collect(channels.flatMap((channel) => (channel.type === 'event-bridge' ? [channel.bus] : []))),
    secrets: collect(channels.flatMap((channel) => ('secret' in channel ? [channel.secret] : []))),
  };
}
