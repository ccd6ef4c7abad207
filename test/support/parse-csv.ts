/** Rows of RFC 4180, by a reading of our own that knows nothing of how they were written. Throws Error where a quote is out of place. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (at >= text.length) throw new Error('a quote is not closed');
        if (text[at] === '"') at++;
        cell += text[at];
      }
      at++;
    } else {
      for (; at < text.length && text[at] !== ',' && text[at] !== '\n'; at++) {
        if (text[at] === '"') throw new Error(`a quote within a cell at ${at}`);
        cell += text[at];
      }
    }
    row.push(cell);
    if (text[at] === '\n') {
      rows.push(row);
      row = [];
    } else if (text[at] !== ',') throw new Error(`a cell goes on behind its quote at ${at}`);
    at++;
  }
  return rows;
}
