import { structuredPatch } from 'diff';
import { maskValue } from '../../core/mask/mask-value.ts';
import { findSecretLines } from '../../core/ways-out/adopt/find-secret-lines.ts';
import type { EditedFile } from '../../core/ways-out/adopt/plan-adoption.ts';

/** A unified diff as `git apply` takes it, or nothing where the lines beside the change hold a secret. */
export type FileDiff =
  | { readonly type: 'diff'; readonly file: EditedFile; readonly text: string }
  | { readonly type: 'secret'; readonly file: EditedFile };

/** Lines around a change: three as git has them, one where three would show a secret. `git apply` needs one. */
const CONTEXTS = [3, 1];

/** Writes the diff of one file. No line of a Secret, and none that holds what a report would mask, stands in it. */
export function writeDiff(file: EditedFile): FileDiff {
  const { before = '', after = '' } = file;
  const secret = findSecretLines(before, (value, path) => maskValue(value, path, () => MASKED) !== value && differs(value, path));
  for (const context of CONTEXTS) {
    const { hunks } = structuredPatch('', '', before, after, undefined, undefined, { context });
    const shown = hunks.flatMap(({ oldStart, oldLines }) => Array.from({ length: oldLines }, (_, i) => oldStart + i));
    if (shown.some((line) => secret.has(line))) continue;
    const body = hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => {
      const range = (start: number, count: number): string => `${count === 0 ? start - 1 : start}${count === 1 ? '' : `,${count}`}`;
      return `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@\n${lines.join('\n')}\n`;
    });
    return { type: 'diff', file, text: `${writeHeader(file)}${body.join('')}` };
  }
  return { type: 'secret', file };
}

const MASKED = '(masked 000000000000)';

function differs(value: Parameters<typeof maskValue>[0], path: Parameters<typeof maskValue>[1]): boolean {
  return (
    JSON.stringify(
      maskValue(value, path, () => MASKED),
      plainly,
    ) !== JSON.stringify(value, plainly)
  );
}

function plainly(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

function writeHeader({ file, before, after }: EditedFile): string {
  const [from, to] = [quotePath(`a/${file}`), quotePath(`b/${file}`)];
  const mode = before === undefined ? 'new file mode 100644\n' : after === undefined ? 'deleted file mode 100644\n' : '';
  // As git does it: a tab ends a name with spaces.
  const end = (name: string): string => (name.includes(' ') ? `${name}\t` : name);
  return `diff --git ${from} ${to}\n${mode}--- ${before === undefined ? '/dev/null' : end(from)}\n+++ ${after === undefined ? '/dev/null' : end(to)}\n`;
}

/** As git quotes names that hold what a line cannot. */
function quotePath(path: string): string {
  if (!/["\\\u0000-\u001f\u007f-\uffff]/.test(path)) return path;
  const bytes = [...Buffer.from(path, 'utf8')].map((byte) => {
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
    return byte < 0x20 || byte > 0x7e ? `\\${byte.toString(8).padStart(3, '0')}` : String.fromCharCode(byte);
  });
  return `"${bytes.join('')}"`;
}
