import { measureText, takeStart } from './text-width.ts';

/** Breaks plain text into lines of at most `width` columns: at spaces, else after `/` `,` `.` `]`, else anywhere. Nothing is lost but the spaces at breaks. */
export function wrapText(text: string, width: number): string[] {
  const limit = Math.max(8, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (measureText(joined) <= limit) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, limit);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** Breaks a path or an address, which has no spaces, so that its parts stay readable. */
export function breakWord(word: string, width: number): string[] {
  const pieces: string[] = [];
  let rest = word;
  while (measureText(rest) > width) {
    const start = takeStart(rest, width);
    const seam = findSeam(start);
    const piece = seam > width / 3 ? start.slice(0, seam) : start;
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}

/** Where a break hurts least: after `/`, `,` or `]`; else, as in a path of fields, before `.` or `[`. */
function findSeam(text: string): number {
  const strong = Math.max(text.lastIndexOf('/'), text.lastIndexOf(','), text.lastIndexOf(']')) + 1;
  if (strong > text.length / 2 && strong < text.length) return strong;
  const weak = Math.max(text.lastIndexOf('.'), text.lastIndexOf('['));
  return Math.max(strong, weak) || text.length;
}
