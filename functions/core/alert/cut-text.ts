const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu;

/** One line without what a reader cannot see, at most `most` UTF-16 units long; `…` stands for what was cut. */
export function cutLine(text: string, most: number): string {
  const line = text.replace(UNSEEN, ' ');
  return line.length <= most ? line : `${takeUnits(line, Math.max(0, most - 1))}…`;
}

/** The same for text of several lines. */
export function cutLines(text: string, most: number): string {
  const lines = text.split('\n').map((line) => line.replace(UNSEEN, ' '));
  const whole = lines.join('\n');
  return whole.length <= most ? whole : `${takeUnits(whole, Math.max(0, most - 1))}…`;
}

/** One line, cut so that it is at most `most` units long once it is written. */
export function cutEscaped(text: string, most: number, write: (text: string) => string): string {
  for (let length = most; length > 0; length -= Math.ceil(length / 8)) {
    const written = write(cutLine(text, length));
    if (written.length <= most) return written;
  }
  return '';
}

/** The size of text in bytes, as it is sent. */
export function measureBytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** The beginning of a text, never half of a character. */
function takeUnits(text: string, most: number): string {
  const head = text.slice(0, most);
  return /[\uD800-\uDBFF]$/.test(head) ? head.slice(0, -1) : head;
}
