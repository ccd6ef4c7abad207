const LONGEST_CHUNK = 64;

/** A text taken apart for comparison with many others: the bytes that each distinct line has in all. */
export interface TextSummary {
  readonly size: number;
  readonly chunks: ReadonlyMap<string, number>;
}

/** Takes a text (latin1) apart at its line feeds, and long lines after 64 bytes, as git does. */
export function summarizeText(text: string): TextSummary {
  const chunks = new Map<string, number>();
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('\n', start);
    const end = Math.min(next < 0 ? text.length : next + 1, start + LONGEST_CHUNK);
    const chunk = text.slice(start, end);
    chunks.set(chunk, (chunks.get(chunk) ?? 0) + chunk.length);
    start = end;
  }
  return { size: text.length, chunks };
}

/** How much of one text is in the other, 0 to 1: the bytes of equal lines in any order, of the larger one's size. Below a half it may be told as 0. */
export function measureSimilarity(from: TextSummary, to: TextSummary): number {
  const larger = Math.max(from.size, to.size);
  if (Math.min(from.size, to.size) * 2 < larger || larger === 0) return 0;
  let kept = 0;
  for (const [chunk, bytes] of to.chunks) kept += Math.min(bytes, from.chunks.get(chunk) ?? 0);
  return kept / larger;
}
