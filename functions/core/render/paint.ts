/** Colours by meaning. Every one is a function that leaves the text as it is where no colour is wanted. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  /** What git says. */
  readonly git: (text: string) => string;
  /** What the cluster has instead. */
  readonly live: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly unmanaged: (text: string) => string;
  readonly place: (text: string) => string;
}

/** ANSI colours of the 16 that every terminal theme defines; no background, so that light and dark themes both work. */
export function createPaint(colour: boolean): Paint {
  const sgr = (on: number, off: number) => (text: string) => (colour && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text);
  return {
    strong: sgr(1, 22),
    faint: sgr(2, 22),
    git: sgr(32, 39),
    live: sgr(31, 39),
    good: sgr(32, 39),
    bad: sgr(31, 39),
    warning: sgr(33, 39),
    unmanaged: sgr(35, 39),
    place: sgr(36, 39),
  };
}
