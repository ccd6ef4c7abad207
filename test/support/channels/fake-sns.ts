import { CANARY, type FakeChannel, type KnownIncident, type Reply } from './fake-provider.ts';

const XMLNS = 'http://sns.amazonaws.com/doc/2010-03-31/';

/** Publish of SNS with a chat subscribed to the topic, which puts messages of one thread id into one thread. */
export function createFakeSns(): FakeChannel {
  const threads = new Map<string, KnownIncident['state']>();
  const no = (code: string, message: string): Reply => ({
    status: 400,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse xmlns="${XMLNS}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message.replace(/[<&]/g, ' ')}</Message></Error></ErrorResponse>`,
  });
  return {
    config: () => ({ type: 'sns', topic: 'plumbline-chat', format: 'chat' }),
    secret: () => CANARY,
    answer: ({ body }) => {
      const call = new URLSearchParams(body);
      const message = call.get('Message') ?? '';
      if (Buffer.byteLength(message) > 256 * 1024) return no('InvalidParameter', 'Message too long');
      const { metadata } = JSON.parse(message);
      threads.set(metadata.threadId, metadata.eventType === 'Drift Resolved' ? 'closed' : 'open');
      return {
        status: 200,
        headers: { 'content-type': 'text/xml' },
        body: `<PublishResponse xmlns="${XMLNS}"><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>`,
      };
    },
    refuse: ({ body }) => no('AuthorizationError', body),
    incidents: () => [...threads].map(([key, state]) => ({ key, state })),
    markup: ({ body }) => {
      const { content, metadata } = JSON.parse(new URLSearchParams(body).get('Message') ?? '');
      return [content.title, ...content.keywords, metadata.summary, ...[content.description, ...content.nextSteps].map(withoutCode)];
    },
  };
}

/** What stands between backticks formats nothing; what Slack reads even there stays. */
function withoutCode(text: string): string {
  const read = (code: string): string => (code.match(/<[^>]*>/g) ?? []).join('');
  return text.replace(/```[\s\S]*?```|`[^`\n]*`/g, read);
}
