import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { verifyPresigned } from './verify-presigned.ts';

/** Where an API server really is. */
export interface RealCluster {
  readonly url: string;
  /** PEM. */
  readonly authority: string;
}

/** AWS as moto plays it, and what moto leaves out. */
export interface EksRelay {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/**
 * Passes everything on to moto. Over the invented addresses of the clusters named here it writes the real ones; a cluster may be added at any time.
 * Of a presigned URL it verifies the signature, which moto does not, with the secrets that AssumeRole gave through this relay, and the one that tests have from the start.
 */
export async function startEksRelay(motoEndpoint: string, clusters: ReadonlyMap<string, RealCluster>): Promise<EksRelay> {
  const secrets = new Map([['testing', 'testing']]);
  const server = createServer(async (incoming, outgoing) => {
    const { method, url: path = '/' } = incoming;
    const url = new URL(path, motoEndpoint);
    const body = await buffer(incoming);
    const isPresigned = url.searchParams.has('X-Amz-Signature');
    if (isPresigned && !verifyPresigned(url, incoming.headers, secrets.get(readKey(url)) ?? '')) {
      outgoing.writeHead(403).end('<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code></Error></ErrorResponse>');
      return;
    }
    const headers = isPresigned ? moveSignature(url, incoming.headers) : incoming.headers;
    const passed = request(url, { method, headers }, async (response) => {
      const answer = await buffer(response);
      const [, key, secret] = /<AccessKeyId>([^<]+)<.*?<SecretAccessKey>([^<]+)</s.exec(answer.toString()) ?? [];
      if (key !== undefined && secret !== undefined) secrets.set(key, secret);
      const real = method === 'GET' ? clusters.get(/^\/clusters\/([^/?]+)$/.exec(path)?.[1] ?? '') : undefined;
      const text = real === undefined || response.statusCode !== 200 ? answer : Buffer.from(writeAddress(answer.toString(), real));
      outgoing.writeHead(response.statusCode ?? 502, { ...response.headers, 'content-length': text.length });
      outgoing.end(text);
    });
    passed.on('error', (error) => outgoing.writeHead(502).end(String(error)));
    passed.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function readKey(url: URL): string {
  return url.searchParams.get('X-Amz-Credential')?.split('/')[0] ?? '';
}

/** moto looks for the key in the headers only, to know whose request it is. */
function moveSignature({ searchParams }: URL, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const part = (name: string) => searchParams.get(`X-Amz-${name}`) ?? '';
  const signed = `Credential=${part('Credential')}, SignedHeaders=${part('SignedHeaders')}, Signature=${part('Signature')}`;
  return { ...headers, authorization: `${part('Algorithm')} ${signed}` };
}

function writeAddress(text: string, { url, authority }: RealCluster): string {
  const { cluster } = JSON.parse(text) as { readonly cluster: object };
  const certificateAuthority = { data: Buffer.from(authority).toString('base64') };
  return JSON.stringify({ cluster: { ...cluster, endpoint: url, certificateAuthority } });
}
