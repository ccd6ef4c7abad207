import type { SNSClient } from '@aws-sdk/client-sns';
import type { RouteConfig } from '../../core/config/fleet-config.ts';
import { messageOf } from '../../core/errors.ts';
import { renderChatNotification } from '../../core/notification/render-chat.ts';
import { renderJsonNotification } from '../../core/notification/render-json.ts';
import type { Sink } from './sink.ts';
import { createSnsSink } from './sns.ts';

const RENDERERS = { chat: renderChatNotification, json: renderJsonNotification } as const;

/** The topics that a configuration names, each in its format; what one does not take is told by the name of the route. */
export function createRouteSinks(
  routes: readonly RouteConfig[],
  /** ARN of a topic of the installation: a topic without an ARN is in its account and region. */
  beside: string,
  clientIn: (region: string) => SNSClient,
): Sink[] {
  return routes.map(({ name, channel }) => {
    if (channel.type !== 'sns' || channel.format === 'text') return () => Promise.reject(new Error(`the route ${name} is not told yet`));
    const { topic, format } = channel;
    const arn = topic.startsWith('arn:') ? topic : beside.replace(/[^:]*$/, () => topic);
    const [, , , region = ''] = arn.split(':');
    return nameFailures(`the route ${name}`, createSnsSink(clientIn(region), arn, RENDERERS[format]));
  });
}

function nameFailures(name: string, sink: Sink): Sink {
  return async (event, outcome) => {
    try {
      await sink(event, outcome);
    } catch (error) {
      throw new Error(`${name}: ${messageOf(error)}`, { cause: error });
    }
  };
}
