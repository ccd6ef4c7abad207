import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Alert } from '../../functions/core/alert/alert.ts';
import type { ChannelType } from '../../functions/core/config/channel-schema.ts';
import { channelSchema } from '../../functions/core/config/channel-schema.ts';
import { TAKES_NO_DIGEST } from '../../functions/core/config/find-digest-conflicts.ts';
import type { Digest } from '../../functions/core/digest/digest.ts';
import { messageOf, PlumblineError } from '../../functions/core/errors.ts';
import type { Channel, Receipt } from '../../functions/io/channels/channel.ts';
import { CHANNELS, openChannel } from '../../functions/io/channels.ts';
import { createChannelWorld } from '../../functions/io/create-channel-world.ts';
import { FAKE_CHANNELS } from '../support/channels/fake-channels.ts';
import { CANARY, type Exchange, type Provider, startProvider, type Trouble } from '../support/channels/fake-provider.ts';
import { buildAlert, buildHugeAlert, buildStory, HOSTILE } from '../support/sample-alerts.ts';
import { buildHugeDigest, buildSampleDigest } from '../support/sample-digests.ts';

const LIMITS = { timeoutMs: 10_000, budgetMs: 3000, attempts: 2, firstWaitMs: 5 };
const huge = buildHugeAlert();

for (const type of Object.keys(CHANNELS) as ChannelType[]) {
  describe(`the channel ${type}`, () => {
    const fake = FAKE_CHANNELS[type]();
    let provider: Provider;
    let channel: Channel;
    before(async () => {
      provider = await startProvider(fake);
      Object.assign(process.env, {
        AWS_ENDPOINT_URL: provider.url,
        AWS_REGION: 'eu-central-1',
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: CANARY,
      });
      channel = open(LIMITS);
    });
    after(() => provider.stop());

    const open = (limits: typeof LIMITS): Channel => {
      const world = createChannelWorld({
        readSecret: async () => fake.secret(provider.url),
        topicArn: (name) => `arn:aws:sns:eu-central-1:111122223333:${name}`,
        now: () => '2026-11-04T03:12:09.000Z',
        limits,
      });
      return openChannel({ name: 'on-call', channel: fake.config(provider.url) }, world);
    };
    const send = (alert: Alert, receipt?: Receipt): Promise<Receipt | undefined> => channel.send(alert, receipt);
    /** What one call sends, from a fresh start. */
    const record = async (alert: Alert): Promise<readonly Exchange[]> => {
      const from = provider.exchanges.length;
      await send(alert);
      return provider.exchanges.slice(from);
    };
    const failWith = async (trouble: Trouble, times: number, by = channel): Promise<PlumblineError> => {
      provider.trouble(trouble, times);
      const error = await by.send(buildAlert(), undefined).then(
        () => assert.fail(`${trouble} was taken for a confirmation`),
        (reason: unknown) => reason,
      );
      provider.trouble(trouble, 0);
      assert.ok(error instanceof PlumblineError, messageOf(error));
      const told = `${error.message} ${error.advice} ${JSON.stringify(error)} ${error.stack}`;
      assert.match(error.message, new RegExp(`^route on-call \\(${type}\\): `));
      assert.ok(!told.includes(CANARY), `no secret in: ${told}`);
      assert.ok(!told.includes('hotfix-1'), `nothing of the payload in: ${told}`);
      return error;
    };

    it('has a configuration that the schema takes', () => {
      assert.deepEqual(channelSchema.parse(fake.config('https://provider.example')), fake.config('https://provider.example'));
    });

    it('delivers every message of an incident; it is one, open until it is over', async () => {
      let receipt: Receipt | undefined;
      for (const alert of buildStory()) {
        receipt = (await send(alert, receipt)) ?? receipt;
        const states = fake.incidents().map(({ state }) => state);
        assert.deepEqual(states, [alert.type === 'resolved' ? 'closed' : 'open'], alert.type);
      }
    });

    it('is told what is no news only if it can change what it has said', async () => {
      const quiet = await record(buildAlert({ type: 'changed', quiet: true }));
      assert.equal(quiet.length > 0, channel.updates);
    });

    it('says that somebody has it only if it can, and never as a message of its own; what is new then is open again', async () => {
      const snooze = { until: '2026-11-06T00:00:00Z', owner: 'team-shop', reason: 'the fix is in review' };
      const receipt = await send(buildAlert());
      const from = provider.exchanges.length;
      const kept = await send(buildAlert({ type: 'snoozed', quiet: true, snooze }), receipt);
      const said = provider.exchanges.slice(from);
      assert.equal(said.length > 0, channel.updates || channel.acknowledges === true);
      const state = (): string | undefined => fake.incidents().at(-1)?.state;
      assert.equal(state(), channel.acknowledges ? 'acknowledged' : 'open');
      if (channel.updates) assert.ok(said.some(({ body }) => body.includes('team-shop') && body.includes('the fix is in review')));
      await send(buildAlert({ type: 'snooze-ended', afterSnooze: true }), kept ?? receipt);
      assert.equal(state(), 'open');
      await send(buildAlert({ type: 'resolved' }), kept ?? receipt);
      assert.equal(state(), 'closed');
    });

    it('takes what the provider refuses for a failure', async () => {
      await failWith('refuse', 1);
    });

    it('comes again when it is asked to, and after an error of the other side', async () => {
      const usual = (await record(buildAlert())).length;
      for (const trouble of ['busy', 'broken'] as const) {
        provider.trouble(trouble, 1);
        assert.equal((await record(buildAlert())).length, usual + 1, trouble);
      }
    });

    it('gives up on one that stays busy or broken', async () => {
      assert.match((await failWith('broken', 99)).message, /503|did not take it/);
      await failWith('busy', 99);
    });

    it('waits for no answer that does not come, and takes a broken connection for a failure', async () => {
      await failWith('slow', 99, open({ ...LIMITS, timeoutMs: 100 }));
      await failWith('hang-up', 99);
    });

    it('follows no redirect', async () => {
      const before = provider.exchanges.length;
      await failWith('redirect', 1);
      assert.ok(provider.exchanges.slice(before).every(({ path }) => path !== '/elsewhere'));
    });

    it('sends equal bytes for an equal alert', async () => {
      const [first, second] = [await record(buildAlert()), await record(buildAlert())];
      assert.deepEqual(
        first.map(({ body }) => body),
        second.map(({ body }) => body),
      );
    });

    it('sends nothing of a secret but where the provider wants it', async () => {
      const [exchange] = await record(buildAlert());
      const shown = (exchange?.body ?? '').replace(`"routing_key":"${CANARY}"`, '');
      assert.ok(!shown.includes(CANARY));
    });

    it('keeps within the limits of the provider, says what it left out and where that is', async () => {
      const exchanges = await record(huge);
      assert.ok(exchanges.length > 0);
      const body = decodeBody(exchanges[0]?.body ?? '');
      assert.match(body, /[\d,]+ more object/);
      assert.ok(body.includes(huge.reportUrl ?? ''), 'a link to the report');
      assert.ok(!body.includes('javascript:'), 'no link but http');
    });

    it('takes nothing that comes from a cluster or from git for markup', async () => {
      const difference = { ...buildAlert().differences[0], object: HOSTILE, at: HOSTILE, live: HOSTILE, manager: HOSTILE, file: HOSTILE };
      const hostile = buildAlert({
        title: HOSTILE,
        why: HOSTILE,
        clusters: [HOSTILE],
        namespaces: [HOSTILE],
        teams: [HOSTILE],
        differences: [difference as Alert['differences'][number]],
        added: [HOSTILE],
        problem: HOSTILE,
        commits: [{ source: HOSTILE, commit: HOSTILE }],
        restore: { does: HOSTILE, text: HOSTILE },
        type: 'changed',
      });
      for (const exchange of await record(hostile)) {
        for (const text of fake.markup(exchange)) {
          assertNoMarkup(text);
        }
      }
    });

    const reason = TAKES_NO_DIGEST[type];
    if (reason !== undefined) {
      it('takes no digest, and the configuration says why', () => {
        assert.equal(channel.sendDigest, undefined);
      });
      return;
    }

    /** What one digest sends. */
    const recordDigest = async (digest: Digest): Promise<readonly Exchange[]> => {
      const from = provider.exchanges.length;
      await (channel.sendDigest ?? assert.fail('it takes digests'))(digest);
      return provider.exchanges.slice(from);
    };

    it('delivers a digest, with equal bytes for an equal one, and takes what the provider refuses for a failure', async () => {
      const [first, second] = [await recordDigest(buildSampleDigest()), await recordDigest(buildSampleDigest())];
      const body = (exchange?: Exchange): string => decodeBody(exchange?.body ?? '');
      assert.equal(body(first[0]), body(second[0]));
      assert.match(body(first[0]), /2 objects have drifted in prod-eu/);
      assert.match(body(first[0]), /plumbline digest --route team-shop/);
      assert.ok(!body(first[0]).includes(CANARY));
      provider.trouble('refuse', 1);
      await assert.rejects(recordDigest(buildSampleDigest()), (error: unknown) => {
        assert.ok(error instanceof PlumblineError && !`${error.message} ${error.advice}`.includes(CANARY));
        return error.message.startsWith(`route on-call (${type}): `) && !error.message.includes('drifted');
      });
    });

    it('keeps a digest within the limits of the provider, and says that some did not fit', async () => {
      const [exchange] = await recordDigest(buildHugeDigest());
      assert.match(decodeBody(exchange?.body ?? ''), /Some of it did not fit/);
    });

    it('takes nothing in a digest for markup', async () => {
      const [exchange] = await recordDigest(buildHugeDigest());
      for (const text of exchange === undefined ? [] : fake.markup(exchange)) assertNoMarkup(text);
      const { open, snoozed, rules } = buildSampleDigest();
      const hostile = buildSampleDigest({
        open: open.map((each) => ({ ...each, title: HOSTILE })),
        snoozed: snoozed.map((each) => ({ ...each, title: HOSTILE, reason: HOSTILE, owner: HOSTILE })),
        rules: rules.map((each) => ({ ...each, rule: HOSTILE, message: HOSTILE })),
        gaps: [HOSTILE],
      });
      for (const each of await recordDigest(hostile)) for (const text of fake.markup(each)) assertNoMarkup(text);
    });
  });
}

function decodeBody(body: string): string {
  return decodeURIComponent(body.replace(/\+/g, ' ').replace(/%(?![0-9A-F]{2})/g, '%25'));
}

function assertNoMarkup(text: string): void {
  assert.doesNotMatch(text, /<!|<@|<https|<b>|<at>|<users|@here|@everyone|@root|\]\(http|(^|[^\\])\*b\*|(^|[^\\])~s~|\{\{DATE/, text);
  assert.doesNotMatch(text, /https:\/\/evil/, text);
}
