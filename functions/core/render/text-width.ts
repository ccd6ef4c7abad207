const ASCII = /^[\x20-\x7e]*$/;
const ZERO_WIDTH = /^\p{M}$/u;
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;

/** Columns that the text takes on a terminal: East Asian characters and emoji take two, combining marks none. */
export function measureText(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += measureCharacter(character);
  return width;
}

function measureCharacter(character: string): number {
  if (ZERO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** The text cut in the middle (`begin…end`) so that it takes at most `width` columns. */
export function truncateMiddle(text: string, width: number): string {
  if (measureText(text) <= width) return text;
  if (width <= 1) return '…';
  const tail = Math.floor((width - 1) / 2);
  return `${takeStart(text, width - 1 - tail)}…${takeEnd(text, tail)}`;
}

/** The longest beginning of the text that takes at most `width` columns. */
export function takeStart(text: string, width: number): string {
  let taken = '';
  let used = 0;
  for (const character of text) {
    used += measureCharacter(character);
    if (used > width) break;
    taken += character;
  }
  return taken;
}

/** The longest end of the text that takes at most `width` columns. */
export function takeEnd(text: string, width: number): string {
  const characters = [...text];
  let used = 0;
  let from = characters.length;
  while (from > 0) {
    used += measureCharacter(characters[from - 1] as string);
    if (used > width) break;
    from--;
  }
  return characters.slice(from).join('');
}

/** Pads with spaces on the right to `width` columns. */
export function padText(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - measureText(text)));
}
