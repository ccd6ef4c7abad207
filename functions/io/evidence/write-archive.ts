import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { EvidenceFile } from '../../core/evidence/evidence-file.ts';
import { compareText } from '../../core/kube-object.ts';

/** In local time, as zip has it, so that the bytes are the same everywhere. */
const TIME = new Date(1980, 0, 1, 12);
const OPTIONS = { mtime: TIME, forceDosTimestamp: true, mode: 0o100644, compress: false };

/**
 * A zip whose bytes follow from its files alone: sorted by name, one time, nothing compressed, since what a compressor makes differs between versions and
 * machines. Whoever verifies a bundle writes it again and compares.
 */
export async function writeArchive(files: readonly EvidenceFile[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, content } of files.toSorted((a, b) => compareText(a.name, b.name))) zip.addBuffer(Buffer.from(content), name, OPTIONS);
  zip.end();
  return buffer(zip.outputStream);
}
