/**
 * One step of a pattern, as patterns of files have them. `one` character, or `many` of them, that it accepts; `folders-begin` and `folders` are the two
 * halves of `**` + `/`: nothing at all, or any text that ends with a slash.
 */
export type Step =
  | { readonly type: 'one' | 'many'; readonly accepts: (character: string) => boolean }
  | { readonly type: 'folders-begin' | 'folders' };

/** Any character at all, and any within one folder. */
export const anything = (): boolean => true;
export const noSlash = (character: string): boolean => character !== '/';

/**
 * Whether a text is what the steps select. Every place of the pattern is followed at once, so that its cost is the length of the text times that of the
 * pattern: patterns come from repositories and clusters, and one made to be slow as a regular expression must not be.
 */
export function followSteps(steps: readonly Step[], text: string): boolean {
  let places = new Set<number>();
  enter(steps, 0, places);
  for (const character of text) {
    const next = new Set<number>();
    for (const place of places) {
      const step = steps[place];
      if (step === undefined) continue;
      switch (step.type) {
        case 'one':
          if (step.accepts(character)) enter(steps, place + 1, next);
          break;
        case 'many':
          if (step.accepts(character)) enter(steps, place, next);
          break;
        case 'folders-begin':
          break;
        case 'folders':
          next.add(place);
          if (character === '/') enter(steps, place + 1, next);
      }
    }
    places = next;
  }
  return places.has(steps.length);
}

/** Adds a place, and those behind it that are reached without a character. */
function enter(steps: readonly Step[], place: number, places: Set<number>): void {
  for (let at = place; !places.has(at); at++) {
    places.add(at);
    const type = steps[at]?.type;
    if (type === 'folders-begin') places.add(++at);
    else if (type !== 'many') return;
  }
}

/** `[a-z]`, `[!a]`; one that is written wrong accepts nothing. */
export function readClass(text: string): (character: string) => boolean {
  try {
    const pattern = new RegExp(`^${text.replace(/^\[!/, '[^')}$`, 'u');
    return (character) => pattern.test(character);
  } catch {
    return () => false;
  }
}
