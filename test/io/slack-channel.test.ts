import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Channel } from '../../functions/io/channels/channel.ts';
import { openChannel } from '../../functions/io/channels.ts';
import { createChannelWorld } from '../../functions/io/create-channel-world.ts';
import { type Provider, startProvider } from '../support/channels/fake-provider.ts';
import { createFakeSlack } from '../support/channels/fake-slack.ts';
import { buildAlert, buildStory } from '../support/sample-alerts.ts';

describe('an incident in Slack', () => {
  const fake = createFakeSlack();
  let provider: Provider;
  let channel: Channel;
  before(async () => {
    provider = await startProvider(fake);
    const world = createChannelWorld({
      readSecret: async () => fake.secret(provider.url),
      topicArn: (name) => name,
      now: () => '2026-11-04T03:12:09.000Z',
    });
    channel = openChannel({ name: 'team', channel: fake.config(provider.url) }, world);
  });
  after(() => provider.stop());

  /** Methods that one call used, `reply` for a message in a thread. */
  const methodsOf = async (call: () => Promise<unknown>): Promise<readonly string[]> => {
    const from = provider.exchanges.length;
    await call();
    return provider.exchanges
      .slice(from)
      .map(({ path, body }) => (JSON.parse(body).thread_ts === undefined ? path.slice('/chat.'.length) : 'reply'));
  };

  it('is one message that changes, with a reply for each piece of news and none for what is no news', async () => {
    const [opened, changed, quiet, reminder, resolved] = buildStory();
    const receipt = await channel.send(opened, undefined);
    const told = async (alert: typeof opened) => methodsOf(() => channel.send(alert, receipt));
    assert.deepEqual(
      [await told(changed), await told(quiet), await told(reminder), await told(resolved)],
      [['update', 'reply'], ['update'], ['update', 'reply'], ['update', 'reply']],
    );
  });

  it('gets a new message where somebody deleted the first', async () => {
    const gone = { channel: 'C0123ABCDEF', ts: '1.1', generation: '1' };
    assert.deepEqual(await methodsOf(() => channel.send(buildAlert({ type: 'changed' }), gone)), ['update', 'postMessage']);
  });

  it('gets a new message when it comes back after it was over', async () => {
    const before = await channel.send(buildAlert(), undefined);
    const again = await channel.send(buildAlert({ generation: 2 }), before);
    assert.notEqual(again?.['ts'], before?.['ts']);
  });

  it('says what to do where the bot is no member', async () => {
    const answering = createFakeSlack();
    const refusing = await startProvider({ ...answering, refuse: () => ({ status: 200, body: '{"ok":false,"error":"not_in_channel"}' }) });
    refusing.trouble('refuse', 1);
    const world = createChannelWorld({ readSecret: async () => answering.secret(''), topicArn: (name) => name, now: () => '' });
    const sent = openChannel({ name: 'team', channel: answering.config(refusing.url) }, world).send(buildAlert(), undefined);
    await assert.rejects(sent, {
      message: 'route team (slack): it was refused (200: not_in_channel)',
      advice: 'Invite the bot to the channel.',
    });
    await refusing.stop();
  });
});
