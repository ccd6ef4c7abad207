import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Alert } from '../../functions/core/alert/alert.ts';
import type { ChannelType } from '../../functions/core/config/channel-schema.ts';
import type { Channel } from '../../functions/io/channels/channel.ts';
import { CHANNELS, openChannel } from '../../functions/io/channels.ts';
import { createChannelWorld } from '../../functions/io/create-channel-world.ts';
import { FAKE_CHANNELS } from '../support/channels/fake-channels.ts';
import { type Provider, startProvider } from '../support/channels/fake-provider.ts';
import { buildStory } from '../support/sample-alerts.ts';

/** What every full message says, and what it looks like for people or for programs. */
const STATEMENTS: Readonly<Record<string, RegExp>> = {
  cluster: /prod-eu/,
  environment: /\bprod\b(?!-)/,
  severity: /\b(high|error|P2)\b/i,
  'why it matters': /runs an image that git does not name/,
  'how many objects': /3 depart|objects: 3/,
  'the path of a field': /\.spec\.template\.spec\.containers\[name="web"\]\.image/,
  "git's value": /registry\.example\.com\/shop\/web:2\.14\.0/,
  'the live value': /registry\.example\.com\/shop\/web:hotfix-1/,
  'who set it': /kubectl-edit/,
  'when it was set': /kubectl-edit[^\n]*3 h ago|since: 2026-11-04T00:02:11Z/,
  'since when': /2026-11-04 00:02:11 UTC|onset: 2026-11-04T00:02:11Z/,
  'the commit': /3f2a9c1d5b/,
  'file and line': /deploy\/shop\/web\.yaml:31/,
  'what is new': /Service shop\/web/,
  'the report': /https:\/\/plumbline\.example\.com\/reports\/prod-eu\/2026-11-04\/031209Z\.html/,
  'the command that checks again': /plumbline gate --cluster prod-eu/,
  'how to put git back': /kubectl patch deployment\.apps\/web -n shop/,
  'how to adopt it': /kubectl get configmap\/web-debug -n shop -o yaml/,
};

/** What the last message says. */
const LAST: Readonly<Record<string, RegExp>> = {
  'that it is over': /resolve|over/i,
  cluster: /prod-eu/,
  environment: /\bprod\b(?!-)/,
  'how long it lasted': /1 day 9 h|resolvedAt: 2026-11-05T09:28:00/,
  'who put it back': /put back by argocd-controller at 09:26:04 UTC/,
};

/** What a channel has no place for. */
const EXCEPTIONS: Partial<
  Readonly<Record<ChannelType, { readonly first?: readonly string[]; readonly last?: readonly string[]; readonly why: string }>>
> = {
  pagerduty: {
    last: ['cluster', 'environment', 'how long it lasted', 'who put it back'],
    why: 'an event that resolves carries nothing but its key',
  },
};

for (const type of Object.keys(CHANNELS) as ChannelType[]) {
  describe(`a full message to ${type}`, () => {
    const fake = FAKE_CHANNELS[type]();
    let provider: Provider;
    let channel: Channel;
    before(async () => {
      provider = await startProvider(fake);
      Object.assign(process.env, { AWS_ENDPOINT_URL: provider.url, AWS_REGION: 'eu-central-1' });
      Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' });
      const world = createChannelWorld({
        readSecret: async () => fake.secret(provider.url),
        topicArn: (name) => `arn:aws:sns:eu-central-1:111122223333:${name}`,
        now: () => '2026-11-04T03:12:09.000Z',
      });
      channel = openChannel({ name: 'on-call', channel: fake.config(provider.url) }, world);
    });
    after(() => provider.stop());

    it('leaves out nothing of what every alert says, but what the table of exceptions names', async () => {
      const [opened, changed, , , resolved] = buildStory();
      const receipt = await channel.send(opened, undefined);
      const say = async (alert: Alert): Promise<string> => {
        const from = provider.exchanges.length;
        await channel.send(alert, receipt);
        return provider.exchanges
          .slice(from)
          .map(({ body }) => readTexts(body))
          .join('\n');
      };
      const { first = [], last = [] } = EXCEPTIONS[type] ?? {};
      assert.deepEqual(listMissing(await say(changed), STATEMENTS), [...first]);
      assert.deepEqual(listMissing(await say(resolved), LAST), [...last]);
    });
  });
}

function listMissing(text: string, statements: Readonly<Record<string, RegExp>>): string[] {
  return Object.entries(statements).flatMap(([name, pattern]) => (pattern.test(text) ? [] : [name]));
}

/** Everything that a body says, as its reader sees it: JSON in JSON, forms, escapes of Markdown and HTML. */
function readTexts(body: string): string {
  const raw = decode(body)
    .replace(/\\(?=[^\w\s])/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
  return raw.replace(/[\u200b\u2060]/g, '');
}

function decode(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return flatten(value);
  } catch {
    if (/^[\w.]+=[^ ]*(&|$)/.test(text)) return [...new URLSearchParams(text).values()].map(decode).join('\n');
  }
  return text;
}

/** Runs of text of one block stand on one line. */
function flatten(value: unknown, key = ''): string {
  if (Array.isArray(value)) return value.map((item) => flatten(item)).join(key === 'inlines' || key === 'elements' ? '' : '\n');
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).map(([name, child]) => {
      if (typeof child === 'object') return flatten(child, name);
      return name === 'text' ? decode(String(child)) : `${name}: ${decode(String(child))}`;
    });
    // A run of text is its text alone, whatever its style.
    const isRun = 'type' in value && 'text' in value && typeof value.text === 'string' && !Object.values(value).some(Array.isArray);
    return isRun ? [decode(String(value.text)), ...('url' in value ? [` ${value.url}`] : [])].join('') : parts.join('\n');
  }
  return decode(String(value));
}
