/** One document of a YAML stream, with its `---` line. `line` (1-based) and `offset` tell where its text begins in the file. */
export interface DocumentText {
  readonly index: number;
  readonly line: number;
  readonly offset: number;
  readonly text: string;
}

const CONTENT_IS_DIRECTIVE = /^(?:\uFEFF|[ \t]*(?:#.*)?\r?\n)*%/;

/** Splits a YAML stream at its document markers (`---`, `...`), so that one broken document leaves the others readable. JSON has no markers: one document. */
export function splitDocuments(text: string): DocumentText[] {
  const documents: DocumentText[] = [];
  let start = 0;
  let line = 1;
  const close = (end: number): void => {
    documents.push({ index: documents.length, line, offset: start, text: text.slice(start, end) });
    line += countLineBreaks(text, start, end);
    start = end;
  };
  for (const boundary of findBoundaries(text)) {
    if (boundary > start && !CONTENT_IS_DIRECTIVE.test(text.slice(start, boundary))) close(boundary);
  }
  close(text.length);
  return documents;
}

/** Number of line feeds in `text` between two offsets. */
export function countLineBreaks(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function findBoundaries(text: string): number[] {
  const starts = findMarkers(text, '\n---').map((at) => at + 1);
  // The marker that ends a document belongs to it: the next one begins on the line after.
  const ends = findMarkers(text, '\n...').map((at) => text.indexOf('\n', at + 1) + 1 || text.length);
  return ends.length === 0 ? starts : [...new Set([...starts, ...ends])].sort((a, b) => a - b);
}

function findMarkers(text: string, marker: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, at + marker.length)) {
    const next = text.charCodeAt(at + marker.length);
    if (Number.isNaN(next) || next === 10 || next === 13 || next === 32 || next === 9) found.push(at);
  }
  return found;
}
