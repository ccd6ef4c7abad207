/** A name as one token of a JSON pointer (RFC 6901). */
export function escapeToken(name: string): string {
  // Most names have neither, and every field of a cluster may pass here.
  return name.includes('/') || name.includes('~') ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name;
}

/** The name that a token of a JSON pointer stands for. */
export function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Names of fields and indexes of items, as RFC 6901 writes them. */
export function formatPointer(steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${escapeToken(String(step))}`).join('');
}
