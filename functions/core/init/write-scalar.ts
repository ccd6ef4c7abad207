import { escapeText } from '../render/escape-text.ts';

/** Words that YAML 1.1 reads as something else than text. */
const NO_TEXT = /^(y|n|yes|no|on|off|true|false|null)$/i;
const PLAIN = /^[A-Za-z][\w./-]*$/;
const PLAIN_URL = /^https?:\/\/[\w./~%+-]+$/;

/** A text as a value of YAML, in quotes only where it needs them. */
export function writeScalar(text: string): string {
  if (PLAIN_URL.test(text) || (PLAIN.test(text) && !NO_TEXT.test(text))) return text;
  // Escapes of JSON are escapes of YAML; what YAML takes for a line break and JSON does not must be one too.
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Text from somewhere else inside a comment: one line, whatever it holds. */
export function writeComment(text: string): string {
  return `# ${escapeText(text)}`;
}
