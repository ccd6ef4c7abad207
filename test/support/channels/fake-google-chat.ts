import { CANARY, collectTexts, type FakeChannel, json, type KnownIncident } from './fake-provider.ts';

/** A webhook of a Google Chat space. */
export function createFakeGoogleChat(): FakeChannel {
  const threads = new Map<string, KnownIncident['state']>();
  return {
    config: () => ({ type: 'google-chat', secret: 'channel-secret' }),
    secret: (url) => `${url}/v1/spaces/S/messages?key=k&token=${CANARY}`,
    answer: ({ path, body }) => {
      const url = new URL(path, 'http://localhost');
      if (url.searchParams.get('token') !== CANARY) return json(401, { error: { status: 'UNAUTHENTICATED' } });
      if (Buffer.byteLength(body) > 32_000) return json(400, { error: { status: 'INVALID_ARGUMENT' } });
      const { thread, fallbackText } = JSON.parse(body);
      const isThreaded = url.searchParams.get('messageReplyOption') === 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD';
      threads.set(isThreaded ? thread.threadKey : `new ${threads.size}`, fallbackText.startsWith('Resolved') ? 'closed' : 'open');
      return json(200, { name: 'spaces/S/messages/M', thread: { name: 'spaces/S/threads/T' } });
    },
    refuse: ({ path, body }) => json(400, { error: { status: `INVALID ${path}`, message: body } }),
    incidents: () => [...threads].map(([key, state]) => ({ key, state })),
    // Texts of a card know tags only, and those that are there are the channel's own: what it quotes must not add any.
    markup: ({ body }) =>
      collectTexts(JSON.parse(body), (key, holder) => key === 'fallbackText' || (key === 'text' && holder['onClick'] === undefined)).map(
        (text) =>
          text.replace(/[*~`]|<code>.*?<\/code>/g, '').replace(/<\/?(b|i|br)>|<a href="https:\/\/git\.example\.com[^"]*">|<\/a>/g, ''),
      ),
  };
}
