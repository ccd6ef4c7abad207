import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** True where the URL of a GET was signed (Signature Version 4, in the query) with this secret, for the headers that came with it. */
export function verifyPresigned(url: URL, headers: IncomingHttpHeaders, secret: string): boolean {
  const part = (name: string): string => url.searchParams.get(`X-Amz-${name}`) ?? '';
  const [, ...scope] = part('Credential').split('/');
  const query = [...url.searchParams].filter(([name]) => name !== 'X-Amz-Signature');
  const pairs = query.map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const signedHeaders = part('SignedHeaders');
  const lines = signedHeaders.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  // S3 signs for a body that nobody knows yet, everything else for none.
  const body = url.searchParams.get('X-Amz-Content-Sha256') ?? hash('');
  const canonical = ['GET', url.pathname, pairs.join('&'), lines.join(''), signedHeaders, body].join('\n');
  const text = [part('Algorithm'), part('Date'), scope.join('/'), hash(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>((parent, child) => sign(parent, child), `AWS4${secret}`);
  return sign(key, text).toString('hex') === part('Signature');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function sign(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
