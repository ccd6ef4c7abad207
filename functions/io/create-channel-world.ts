import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import type { ChannelWorld } from './channels/channel.ts';
import { createSendRequest, DEFAULT_SEND_LIMITS, type SendLimits } from './requests/send-request.ts';

/** What the one who tells routes brings along. */
export interface ChannelWorldSettings extends Pick<ChannelWorld, 'readSecret' | 'topicArn' | 'now'> {
  readonly limits?: SendLimits;
}

/** Everything channels reach the world with, over the network. Clients of other regions are made when a route needs them, and kept. */
export function createChannelWorld({ limits = DEFAULT_SEND_LIMITS, ...rest }: ChannelWorldSettings): ChannelWorld {
  const settings = (region: string | undefined) => ({
    ...(region === undefined ? {} : { region }),
    maxAttempts: limits.attempts,
    requestHandler: { requestTimeout: limits.timeoutMs, throwOnRequestTimeout: true },
  });
  return {
    ...rest,
    request: createSendRequest(limits),
    sns: keep((region) => new SNSClient(settings(region))),
    eventBridge: keep((region) => new EventBridgeClient(settings(region))),
    ses: keep(async (region) => {
      const { SESv2Client } = await import('@aws-sdk/client-sesv2');
      return new SESv2Client(settings(region));
    }),
  };
}

function keep<T>(create: (region: string | undefined) => T): (region: string | undefined) => T {
  const kept = new Map<string | undefined, T>();
  return (region) => {
    const made = kept.get(region) ?? create(region);
    kept.set(region, made);
    return made;
  };
}
