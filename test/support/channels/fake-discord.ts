import { CANARY, type FakeChannel, json } from './fake-provider.ts';

interface Embed {
  readonly title: string;
  readonly description?: string;
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
  readonly footer?: { readonly text: string };
}

/** A webhook of Discord. */
export function createFakeDiscord(): FakeChannel {
  const path = `/api/webhooks/1/${CANARY}`;
  const messages = new Map<string, { content: string; isRoot: boolean }>();
  return {
    config: () => ({ type: 'discord', secret: 'channel-secret' }),
    secret: (url) => `${url}${path}`,
    answer: (exchange) => {
      const message = JSON.parse(exchange.body);
      if (message.allowed_mentions?.parse?.length !== 0 || message.content.length > 2000) return json(400, { code: 50035 });
      if (!message.embeds.every(isValid)) return json(400, { code: 50035, message: 'Invalid Form Body' });
      const changed = exchange.path.startsWith(`${path}/messages/`) ? exchange.path.slice(`${path}/messages/`.length) : undefined;
      if (exchange.method === 'PATCH') {
        const known = changed === undefined ? undefined : messages.get(changed);
        if (known === undefined) return json(404, { code: 10008, message: 'Unknown Message' });
        known.content = message.content;
        return json(200, { id: changed });
      }
      // Without `wait` it answers 204, and nobody knows where the message is.
      if (exchange.path !== `${path}?wait=true`) return { status: exchange.path === path ? 204 : 404 };
      const id = `m-${messages.size}`;
      messages.set(id, { content: message.content, isRoot: / New$/.test(message.content) });
      return json(200, { id });
    },
    refuse: (exchange) => json(400, { code: 50035, message: `${exchange.path} ${exchange.body}` }),
    incidents: () =>
      [...messages]
        .filter(([, { isRoot }]) => isRoot)
        .map(([key, { content }]) => ({ key, state: content.startsWith('✅') ? ('closed' as const) : ('open' as const) })),
    markup: ({ body }) => {
      const { content, embeds } = JSON.parse(body);
      const texts = embeds.flatMap((embed: Embed) => [
        embed.title,
        embed.description ?? '',
        ...(embed.fields ?? []).flatMap(({ name, value }) => [name, value]),
      ]);
      return [content, ...texts].map((text: string) =>
        text.replace(/```[\s\S]*?```|`[^`\n]*`|\]\(https:\/\/git\.example\.com[^)]*\)/g, ''),
      );
    },
  };
}

function isValid({ title, description = '', fields = [], footer }: Embed): boolean {
  const texts = [title, description, footer?.text ?? '', ...fields.flatMap(({ name, value }) => [name, value])];
  const isEachShort = fields.every(({ name, value }) => name.length <= 256 && value.length <= 1024 && name !== '' && value !== '');
  return isEachShort && fields.length <= 25 && title.length <= 256 && description.length <= 4096 && texts.join('').length <= 6000;
}
