import type { EvidenceFile } from '../../core/evidence/evidence-file.ts';
import type { EvidenceProblem } from '../../core/evidence/judge-files.ts';
import { compareText } from '../../core/kube-object.ts';
import { writeArchive } from './write-archive.ts';

const LOCAL_HEADER = 30;

/**
 * What is not as `writeArchive` writes it: the files may all be right, and yet something stands between, before or behind them that another program
 * reads differently.
 */
export async function findAlteredByte(bytes: Buffer, files: readonly EvidenceFile[]): Promise<readonly EvidenceProblem[]> {
  const expected = await writeArchive(files);
  if (bytes.equals(expected)) return [];
  const at = findFirst(bytes, expected);
  const isLonger = at === expected.length;
  const where = isLonger
    ? `${bytes.length - at} bytes too many at its end`
    : `byte ${at} is another than Plumbline writes, ${describePlace(at, files)}`;
  return [{ part: 'archive', message: where }];
}

function findFirst(a: Buffer, b: Buffer): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) if (a[at] !== b[at]) return at;
  return length;
}

/** The header in front of which file, or the list at the end. */
function describePlace(at: number, files: readonly EvidenceFile[]): string {
  let end = 0;
  for (const { name, content } of files.toSorted((a, b) => compareText(a.name, b.name))) {
    end += LOCAL_HEADER + Buffer.byteLength(name) + content.length;
    if (at < end) return `in the header of ${name}`;
  }
  return 'in the list of files at its end';
}
