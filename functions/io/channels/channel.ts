import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SESv2Client } from '@aws-sdk/client-sesv2';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { Alert } from '../../core/alert/alert.ts';
import type { ChannelConfig, ChannelType } from '../../core/config/channel-schema.ts';
import type { Digest } from '../../core/digest/digest.ts';
import { PlumblineError } from '../../core/errors.ts';
import type { ChannelAnswer, SendRequest } from '../requests/send-request.ts';

/** What finds a message again, as the channel that sent it wants it: flat, without anything secret. */
export type Receipt = Readonly<Record<string, string>>;

/** One way of telling people or programs. */
export interface Channel {
  /** True where it can change what it has said, so that it is told what is no news, too. */
  readonly updates: boolean;
  /** True where it can say of what it has said that somebody has it. One that can change what it has said is told of a snooze as well. */
  readonly acknowledges?: true;
  /** Delivers one message; resolves once the provider has confirmed it, and rejects otherwise. `receipt`: of the message before, on the same incident. */
  readonly send: (alert: Alert, receipt: Receipt | undefined) => Promise<Receipt | undefined>;
  /** Delivers a digest in the same way; absent where the channel takes none, as `TAKES_NO_DIGEST` says. */
  readonly sendDigest?: (digest: Digest) => Promise<void>;
}

/** What channels reach the world with. */
export interface ChannelWorld {
  readonly request: SendRequest;
  /** The text of a secret of Secrets Manager, read anew for each message, so that one that was rotated is used at once. */
  readonly readSecret: (name: string) => Promise<string>;
  /** The ARN of a topic of the account and region of Plumbline, by its name. */
  readonly topicArn: (name: string) => string | Promise<string>;
  /** Clients for a region; undefined is the region of Plumbline. */
  readonly sns: (region: string | undefined) => SNSClient;
  readonly eventBridge: (region: string | undefined) => EventBridgeClient;
  /** Loaded when the first mail is sent: most installations send none. */
  readonly ses: (region: string | undefined) => Promise<SESv2Client>;
  /** The time, RFC 3339. */
  readonly now: () => string;
}

export type OpenChannel<T extends ChannelType> = (config: Extract<ChannelConfig, { readonly type: T }>, world: ChannelWorld) => Channel;

/**
 * The error of a provider that said no. `code` is its own word for the reason: shown only if it looks like one, since an answer may repeat what it was
 * sent. `advice` by code, where there is any.
 */
export function refuse(
  { status }: Pick<ChannelAnswer, 'status'>,
  code?: string,
  advice: Readonly<Record<string, string>> = {},
): PlumblineError {
  const reason = code !== undefined && /^[\w .,:'()/-]{1,80}$/.test(code) ? `: ${code}` : '';
  const told = (code === undefined ? undefined : advice[code]) ?? ADVICE[status];
  return new PlumblineError('runtime', `it was refused (${status}${reason})`, told === undefined ? {} : { advice: told });
}

const ADVICE: Readonly<Record<number, string>> = {
  401: 'Put a valid credential into the secret.',
  403: 'The credential in the secret may not do this, or is revoked.',
  404: 'What the configuration or the secret names is not there.',
  410: 'What the secret names was removed.',
};
