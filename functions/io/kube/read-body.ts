import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { messageOf } from '../../core/errors.ts';
import { BrokenAnswer } from './broken-answer.ts';
import { codeOf } from './explain-failure.ts';
import { RequestError } from './request-error.ts';

const gunzipAsync = promisify(gunzip);
/** Each chunk is a trip to the thread pool; with the 16 KB that Node takes by itself the trips cost more than the work. */
const CHUNK = 1024 * 1024;

/** The bytes of an answer as they came over the wire. Rejects with BrokenAnswer where they break off, with RequestError where they do not end. */
export function readWireBytes(response: IncomingMessage, largest: number, onBytes: (count: number) => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      onBytes(chunk.length);
      if (size > largest) response.destroy(tooLarge(largest));
    });
    response.on('end', () =>
      response.complete ? resolve(Buffer.concat(chunks, size)) : reject(new BrokenAnswer(`breaks off after ${size} bytes`)),
    );
    response.on('error', (error) => {
      const cut = ['ECONNRESET', 'EPIPE'].includes(codeOf(error)) || codeOf(error).startsWith('HPE_');
      reject(cut ? new BrokenAnswer(`breaks off after ${size} bytes`) : error);
    });
  });
}

/** The text that the bytes of an answer stand for. */
export async function decodeBody(bytes: Buffer, encoding: string | undefined, largest: number): Promise<string> {
  if (encoding === undefined || encoding === 'identity') return bytes.toString('utf8');
  if (encoding !== 'gzip')
    throw new RequestError('invalid-response', `the answer is encoded as ${JSON.stringify(encoding)}, which was not asked for`);
  try {
    return (await gunzipAsync(bytes, { maxOutputLength: largest, chunkSize: CHUNK })).toString('utf8');
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(largest);
    throw new BrokenAnswer(`cannot be decompressed (${messageOf(error)})`);
  }
}

function tooLarge(largest: number): RequestError {
  return new RequestError('too-large', `the answer has more than ${Math.round(largest / 1024 / 1024)} MB`);
}
