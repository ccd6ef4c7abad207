/** Where pages lie beside the reports. */
export interface PageShelf {
  readonly read: (key: string) => Promise<{ readonly content: Uint8Array; readonly tag: string } | undefined>;
  /**
   * Puts a page in the place of the one with this tag, whole. `refused`: another is there by now. `unsure`: it was put there, and another writer may have
   * put an older one over it, or under it: who wrote it looks again.
   */
  readonly replace: (key: string, content: Uint8Array, tag: string | undefined) => Promise<'replaced' | 'refused' | 'unsure'>;
}

const ATTEMPTS = 20;

/**
 * Brings a page up to date with what `render` makes of what is stored; undefined leaves it. What is equal is not written. Of writers side by side the last one has seen what all
 * of them stored, since each looks at the page before it looks at what is stored.
 */
export async function updatePage(
  shelf: PageShelf,
  key: string,
  render: () => Promise<string | undefined>,
): Promise<'written' | 'unchanged'> {
  let written: 'written' | 'unchanged' = 'unchanged';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const current = await shelf.read(key);
    const text = await render();
    if (text === undefined) return written;
    const content = Buffer.from(text);
    if (current !== undefined && Buffer.compare(content, current.content) === 0) return written;
    const outcome = await shelf.replace(key, content, current?.tag);
    if (outcome === 'replaced') return 'written';
    if (outcome === 'unsure') written = 'written';
  }
  throw new Error(`${key} is being written by others again and again`);
}
