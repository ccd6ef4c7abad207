import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import type { AwsSettings } from '../../functions/io/eks/aws-clients.ts';

/** What was asked: `eks:DescribeCluster`, of which region, signed with which key. `input`: the parameters. */
export interface AwsCall {
  readonly action: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly input: Readonly<Record<string, string>>;
}

/** A refusal as AWS writes it. */
export class AwsRefusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message = code, status = 403) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Answers to actions by their name: JSON for EKS, the inside of the result for STS. Throw AwsRefusal to refuse. */
export type AwsAnswers = Readonly<Record<string, (call: AwsCall) => object>>;

export interface FakeAws {
  readonly settings: AwsSettings;
  readonly calls: readonly AwsCall[];
  readonly countCalls: (action: string) => number;
}

/** The key that the caller itself signs with. */
export const OWN_KEY = 'AKIAOWN';
/** Nothing may ever print these. */
export const SECRETS = ['own-secret-key', 'own-session-token', 'assumed-secret-key', 'assumed-session-token'];

/** EKS and STS on the loopback interface, for real clients; ends with the test. */
export async function startFakeAws(test: TestContext, answers: AwsAnswers): Promise<FakeAws> {
  const calls: AwsCall[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const call = await parseCall(incoming);
    calls.push(call);
    const isSts = call.action.startsWith('sts:');
    try {
      const answer = answers[call.action];
      if (answer === undefined) throw new AwsRefusal('InvalidAction', `nobody answers ${call.action}`, 400);
      const body = answer(call);
      outgoing.end(isSts ? writeXml({ [`${nameOf(call)}Response`]: { [`${nameOf(call)}Result`]: body } }) : JSON.stringify(body));
    } catch (error) {
      const refusal = error instanceof AwsRefusal ? error : new AwsRefusal('ServerException', String(error), 500);
      const { code, message, status } = refusal;
      outgoing.writeHead(status, isSts ? {} : { 'x-amzn-errortype': code, 'content-type': 'application/json' });
      outgoing.end(isSts ? writeXml({ ErrorResponse: { Error: { Code: code, Message: message } } }) : JSON.stringify({ message }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [secretAccessKey = '', sessionToken = ''] = SECRETS;
  return {
    settings: { endpoint, maxAttempts: 1, credentials: async () => ({ accessKeyId: OWN_KEY, secretAccessKey, sessionToken }) },
    calls,
    countCalls: (action) => calls.filter((call) => call.action === action).length,
  };
}

/** What STS gives for an assumed role. The key tells how often one was given. */
export function giveCredentials(accessKeyId: string, expiration: Date): object {
  const [, , SecretAccessKey, SessionToken] = SECRETS;
  return { Credentials: { AccessKeyId: accessKeyId, SecretAccessKey, SessionToken, Expiration: expiration.toISOString() } };
}

async function parseCall(incoming: IncomingMessage): Promise<AwsCall> {
  const [, accessKeyId = '', region = ''] = /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(incoming.headers.authorization ?? '') ?? [];
  const url = new URL(incoming.url ?? '', 'http://fake');
  if (incoming.method === 'POST') {
    const { Action = '', ...input } = Object.fromEntries(new URLSearchParams(await text(incoming)));
    return { action: `sts:${Action}`, region, accessKeyId, input };
  }
  const name = /^\/clusters\/(.+)$/.exec(url.pathname)?.[1];
  if (name === undefined) return { action: 'eks:ListClusters', region, accessKeyId, input: Object.fromEntries(url.searchParams) };
  return { action: 'eks:DescribeCluster', region, accessKeyId, input: { name } };
}

function nameOf({ action }: AwsCall): string {
  return action.split(':')[1] ?? '';
}

function writeXml(value: object): string {
  return Object.entries(value)
    .map(([name, inner]) => `<${name}>${typeof inner === 'object' ? writeXml(inner) : escapeXml(String(inner))}</${name}>`)
    .join('');
}

function escapeXml(value: string): string {
  return value.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
}
