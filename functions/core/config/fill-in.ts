/** What `plumbline init` writes where it found no repository. It is no URL, and `validate` says what is to be done with it. */
export const FILL_IN_URL = '<fill in: the https URL of the git repository>';

/** Something that whoever wrote the file wanted to fill in later. */
export function isFillIn(text: string): boolean {
  return /^\s*<fill in\b/i.test(text);
}
