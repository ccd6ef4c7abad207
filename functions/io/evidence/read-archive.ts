import { buffer } from 'node:stream/consumers';
import { type Entry, fromBufferPromise } from 'yauzl';
import { messageOf } from '../../core/errors.ts';
import type { EvidenceFile } from '../../core/evidence/evidence-file.ts';
import type { EvidenceProblem } from '../../core/evidence/judge-files.ts';

/** No file in a folder, above one or hidden. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/;
const MOST_FILES = 20;

export interface ArchiveRead {
  readonly files: readonly EvidenceFile[];
  readonly problems: readonly EvidenceProblem[];
}

/**
 * The files of a bundle in memory; nothing is unpacked. Nothing of a bundle is compressed or lies in two files, so what is read is never more than
 * the archive itself. What cannot be read is named, and what can is still there.
 */
export async function readArchive(bytes: Buffer): Promise<ArchiveRead> {
  const files: EvidenceFile[] = [];
  const problems: EvidenceProblem[] = [];
  const names = new Set<string>();
  let room = bytes.length;
  const refuse = (part: string, message: string): void => {
    problems.push({ part, message });
  };
  try {
    const zip = await fromBufferPromise(bytes, { validateEntrySizes: true });
    if (zip.entryCount > MOST_FILES) return { files, problems: [{ part: 'archive', message: `it says it holds ${zip.entryCount} files` }] };
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      const shape = findBadShape(entry);
      if (shape !== undefined) refuse(fileName, shape);
      else if (names.has(fileName)) refuse(fileName, 'it is there twice');
      else if (entry.uncompressedSize > room) refuse(fileName, 'it is larger than the archive has room for');
      else {
        room -= entry.uncompressedSize;
        try {
          files.push({ name: fileName, content: await buffer(await zip.openReadStreamPromise(entry)) });
        } catch (error) {
          refuse(fileName, `it cannot be read: ${messageOf(error)}`);
        }
      }
      names.add(fileName);
    }
  } catch (error) {
    refuse('archive', `it is broken: ${messageOf(error)}`);
  }
  return { files, problems };
}

function findBadShape({ fileName, compressionMethod, compressedSize, uncompressedSize, generalPurposeBitFlag }: Entry): string | undefined {
  if (!NAME.test(fileName)) return 'no file of a bundle has such a name';
  if ((generalPurposeBitFlag & 1) !== 0) return 'it is encrypted';
  if (compressionMethod !== 0 || compressedSize !== uncompressedSize) return 'it is compressed, and nothing of a bundle is';
  return undefined;
}
