import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sesSchema } from '../../functions/core/config/channels/ses.ts';
import { PlumblineError } from '../../functions/core/errors.ts';
import type { Channel } from '../../functions/io/channels/channel.ts';
import { openChannel } from '../../functions/io/channels.ts';
import { createChannelWorld } from '../../functions/io/create-channel-world.ts';
import { json, type Provider, type Reply, startProvider } from '../support/channels/fake-provider.ts';
import { createFakeSes } from '../support/channels/fake-ses.ts';
import { buildAlert, buildStory } from '../support/sample-alerts.ts';

const channels = resolve(import.meta.dirname, '../../functions/io/channels.ts');

describe('the channel ses', () => {
  const fake = createFakeSes();
  let refusal: Reply | undefined;
  let provider: Provider;
  before(async () => {
    provider = await startProvider({ ...fake, answer: (exchange) => refusal ?? fake.answer(exchange) });
    Object.assign(process.env, { AWS_ENDPOINT_URL: provider.url, AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' });
    process.env['AWS_REGION'] = 'eu-central-1';
  });
  after(() => provider.stop());

  const open = (more: object = {}): Channel => {
    const limits = { timeoutMs: 5000, budgetMs: 1000, attempts: 2, firstWaitMs: 5 };
    const world = createChannelWorld({ readSecret: async () => '', topicArn: (name) => name, now: () => '', limits });
    const config = { type: 'ses', from: 'plumbline@example.com', to: ['a@example.com'], ...more };
    return openChannel({ name: 'leads', channel: sesSchema.parse(config) }, world);
  };
  const fail = async (code: string): Promise<PlumblineError> => {
    refusal = { ...json(code === 'TooManyRequestsException' ? 429 : 400, { message: 'hotfix-1' }), headers: { 'x-amzn-errortype': code } };
    try {
      await open().send(buildAlert(), undefined);
    } catch (error) {
      if (error instanceof PlumblineError) return error;
      throw error;
    } finally {
      refusal = undefined;
    }
    return assert.fail('it was taken');
  };
  const last = () => JSON.parse(provider.exchanges.at(-1)?.body ?? '');

  it('refers to the first mail by the id that SES gave it, in the region that sent it', async () => {
    const [opened, changed, , reminder] = buildStory();
    for (const [region, host] of [
      ['us-east-1', 'email.amazonses.com'],
      ['eu-west-1', 'eu-west-1.amazonses.com'],
    ] as const) {
      const channel = open({ region });
      const receipt = await channel.send(opened, undefined);
      assert.match(receipt?.['message'] ?? '', new RegExp(`^[\\w-]+@${host}$`));
      for (const alert of [changed, reminder]) {
        assert.deepEqual(await channel.send(alert, receipt), receipt, 'the first one stays the first one');
        const { Headers, Subject } = last().Content.Simple;
        const replied = Headers.find(({ Name }: { Name: string }) => Name === 'In-Reply-To').Value;
        assert.deepEqual([replied, Subject.Data], [`<${receipt?.['message']}>`, `Re: ${receipt?.['subject']}`]);
      }
    }
  });

  it('sends through the identity of another account where the configuration names one, in its region', async () => {
    const identity = 'arn:aws:ses:eu-north-1:222233334444:identity/example.com';
    const receipt = await open({ identity, configurationSet: 'fleet' }).send(buildAlert(), undefined);
    assert.deepEqual([last().FromEmailAddressIdentityArn, last().ConfigurationSetName], [identity, 'fleet']);
    assert.match(receipt?.['message'] ?? '', /@eu-north-1\./);
    assert.match(provider.exchanges.at(-1)?.headers.authorization ?? '', /\/eu-north-1\/ses\//);
  });

  for (const [code, advice] of [
    ['MessageRejected', /sandbox/],
    ['AccountSuspendedException', /suspended/],
    ['SendingPausedException', /paused/],
    ['MailFromDomainNotVerifiedException', /DNS/],
    ['NotFoundException', /identity or configuration set/],
    ['LimitExceededException', /quota/],
    ['TooManyRequestsException', /next run tries again/],
    ['AccessDeniedException', /ses:SendEmail/],
  ] as const) {
    it(`says what to do about ${code}, and nothing of the mail`, async () => {
      const error = await fail(code);
      assert.ok(error.message.includes(code), error.message);
      assert.match(error.advice ?? '', advice);
      assert.ok(!`${error.message} ${error.advice}`.includes('hotfix-1'));
    });
  }

  it('sends a mail again where SES asks to come later', async () => {
    provider.trouble('busy', 1);
    const before = provider.exchanges.length;
    await open().send(buildAlert(), undefined);
    assert.equal(provider.exchanges.length, before + 2);
  });

  it('is loaded when a mail is sent, and not before', () => {
    const script = `
      import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
      await import(${JSON.stringify(channels)});
      console.log(loaded.some((url) => url.includes('client-sns')), loaded.some((url) => url.includes('client-sesv2')));`;
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    assert.equal(printed.trim(), 'true false');
  });
});
