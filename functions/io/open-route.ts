import type { Alert } from '../core/alert/alert.ts';
import { isQuietTime } from '../core/alert/is-quiet-time.ts';
import { compileClusterMatch, compileMatch } from '../core/alert/match-route.ts';
import type { RouteConfig } from '../core/config/fleet-config.ts';
import { PlumblineError } from '../core/errors.ts';
import type { Incident } from '../core/incident/incident.ts';
import type { Thread } from '../core/incident/thread.ts';
import type { ChannelWorld } from './channels/channel.ts';
import { openChannel } from './channels.ts';
import type { DigestRoute } from './incidents/tell-digests.ts';
import type { Ended, TellingRoute } from './incidents/tell-incidents.ts';

/** A route of the configuration as `tellIncidents` wants it. `build` makes the alert of the message that is pending in a thread. */
export function openRoute(
  route: RouteConfig,
  world: ChannelWorld,
  build: (thread: Thread, incident: Incident | undefined, ended: Ended) => Alert | Promise<Alert>,
): TellingRoute {
  const channel = openChannel(route, world);
  return {
    name: route.name,
    concerns: compileMatch(route.match),
    isQuietAt: (now) => isQuietTime(route.quiet, now),
    send: async (thread, incident, ended) => channel.send(await build(thread, incident, ended), thread.receipt),
  };
}

/** A route of the configuration as `tellDigests` wants it. */
export function openDigestRoute(route: RouteConfig, world: ChannelWorld): DigestRoute {
  const { sendDigest } = openChannel(route, world);
  return {
    name: route.name,
    digests: route.digests ?? [],
    concerns: compileMatch(route.match),
    concernsCluster: compileClusterMatch(route.match),
    isQuietAt: (now) => isQuietTime(route.quiet, now),
    send: async (digest) => {
      if (sendDigest === undefined) throw new PlumblineError('config', `route ${route.name} (${route.channel.type}) takes no digest`);
      await sendDigest(digest);
    },
  };
}
