import { gunzipSync } from 'node:zlib';
import { resolvePath } from '../../core/manifests/file-paths.ts';
import { RenderRefusal } from './render-refusal.ts';

const MOST_FILES = 5_000;
const MOST_BYTES = 100_000_000;

/** The files of a chart's archive by their path below its one folder. Links and what leads out are left away. Throws RenderRefusal where it is none, or too large. */
export async function unpackChart(archive: Uint8Array, what: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  // Most sources have no chart to unpack.
  const { extract } = await import('tar-stream');
  const reader = extract();
  try {
    reader.end(gunzipSync(archive, { maxOutputLength: MOST_BYTES }));
    for await (const entry of reader) {
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk as Buffer);
      const path = entry.header.type === 'file' ? placeOf(entry.header.name) : undefined;
      if (path !== undefined) files.set(path, Buffer.concat(chunks));
      if (files.size > MOST_FILES) throw new RenderRefusal(`${what} has more than ${MOST_FILES} files`);
    }
  } catch (error) {
    if (error instanceof RenderRefusal) throw error;
    const isLarge = error instanceof RangeError;
    throw new RenderRefusal(isLarge ? `${what} has more than ${MOST_BYTES / 1_000_000} MB` : `${what} is no archive that can be unpacked`);
  }
  return files;
}

function placeOf(name: string): string | undefined {
  const inside = name.replaceAll('\\', '/').replace(/^(?:\.\/)*[^/]+\//, '');
  return inside === '' || inside.endsWith('/') || name.startsWith('/') || name.split('/').includes('..')
    ? undefined
    : resolvePath('', inside);
}
