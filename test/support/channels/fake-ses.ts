import { CANARY, type FakeChannel, json, type KnownIncident } from './fake-provider.ts';

/** What SES writes itself, and takes from nobody. */
const OWN = /^(bcc|cc|content-disposition|content-type|date|from|message-id|mime-version|reply-to|return-path|subject|to)$/i;

/** SendEmail of SES (v2), and an inbox that keeps mails of one conversation together as mail programs do: by what they refer to. */
export function createFakeSes(): FakeChannel {
  const conversations = new Map<string, KnownIncident['state']>();
  const rootOf = new Map<string, string>();
  let mails = 0;
  const no = (code: string, message: string) => ({ ...json(400, { message }), headers: { 'x-amzn-errortype': code } });
  return {
    config: () => ({
      type: 'ses',
      from: 'plumbline@example.com',
      name: 'Plumbline',
      to: ['team-shop@example.com', 'on-call@example.com'],
      configurationSet: 'plumbline',
    }),
    secret: () => CANARY,
    answer: ({ method, path, body }) => {
      if (method !== 'POST' || path !== '/v2/email/outbound-emails') return no('BadRequestException', path);
      const { FromEmailAddress, Destination, Content } = JSON.parse(body);
      const { Subject, Body, Headers } = Content.Simple;
      if (FromEmailAddress !== '"Plumbline" <plumbline@example.com>' || Destination.ToAddresses.length > 50)
        return no('MessageRejected', body);
      if (/[\r\n]/.test(Subject.Data) || Headers.length > 15) return no('BadRequestException', body);
      const headers = new Map<string, string>();
      for (const { Name, Value } of Headers) {
        const isRight = !OWN.test(Name) && /^[\x21-\x39\x3b-\x7e]{1,126}$/.test(Name) && /^[\x20-\x7e]{1,870}$/.test(Value);
        if (!isRight || headers.has(Name)) return no('BadRequestException', Name);
        headers.set(Name, Value);
      }
      // Gmail hides the end of what is longer.
      if (Buffer.byteLength(Body.Html.Data) > 102_000 || Body.Text.Data === '') return no('BadRequestException', 'size');
      const id = `0107019${mails++}-000000`;
      const references = (headers.get('References') ?? '').split(' ');
      const topic = Subject.Data.replace(/^Re: /, '');
      const root = references.map((each) => rootOf.get(`${each} ${topic}`)).find((each) => each !== undefined) ?? `${id} ${topic}`;
      for (const each of [...references, `<${id}@eu-central-1.amazonses.com>`]) rootOf.set(`${each} ${topic}`, root);
      conversations.set(root, headers.get('X-Plumbline-Event') === 'Drift Resolved' ? 'closed' : 'open');
      return json(200, { MessageId: id });
    },
    refuse: ({ body }) => no('MessageRejected', `Email address is not verified. ${body}`),
    incidents: () => [...conversations].map(([key, state]) => ({ key, state })),
    markup: ({ body }) => {
      const html: string = JSON.parse(body).Content.Simple.Body.Html.Data;
      const [tags, texts] = [html.match(/<[^>]*>/g) ?? [], html.replace(/<[^>]*>/g, '\n')];
      // In a text nothing has a meaning but what a mail program takes for an address.
      return [...tags.filter((tag) => tag !== '<!doctype html>'), ...(texts.match(/\bhttps?:\/\/\S+/g) ?? [])];
    },
  };
}
