import type { Refusal } from '../../ways-out/open-departure.ts';
import { escapeText } from '../escape-text.ts';

/** One line: the field, and why there is no way out for it here. */
export function describeRefusal({ at, message }: Refusal): string {
  return escapeText(at === undefined ? message : `${at}: ${message}`);
}
