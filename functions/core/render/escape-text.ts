/**
 * Everything that a terminal acts on or a reader cannot see: C1, DEL, soft hyphen, zero-width and bidirectional controls, line and
 * paragraph separators, tag characters, lone surrogates. C0 is handled apart, since JSON already escapes it.
 */
const UNSEEN =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;
const C0 = /[\u0000-\u001f]/g;

/** Replaces what a terminal acts on by `\u` escapes, except C0: for text that is JSON already. */
export function escapeControls(text: string): string {
  return text.replace(UNSEEN, writeEscape);
}

/** One line of text that is safe to print anywhere: a newline becomes `⏎`, every other control `\u001b` and the like. */
export function escapeText(text: string): string {
  return escapeControls(text.replace(/\r\n|\n/g, '⏎').replace(C0, writeEscape));
}

function writeEscape(character: string): string {
  // By UTF-16 unit, as JSON does it: the escape of a character beyond U+FFFF is two.
  let escaped = '';
  for (let i = 0; i < character.length; i++) escaped += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  return escaped;
}
