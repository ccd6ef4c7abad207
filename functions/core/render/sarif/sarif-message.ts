import type { JsonObject } from '../../json.ts';
import { escapeText } from '../escape-text.ts';

/** A message as SARIF takes it: braces are placeholders unless doubled, and `[text](link)` is a link, which nothing of a cluster shall make. */
export function writeMessage(text: string): JsonObject {
  return { text: escapeText(text).replace(/[{}]/g, '$&$&').replaceAll('](', '] (') };
}
