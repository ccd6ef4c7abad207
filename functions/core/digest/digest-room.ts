/** How much of a digest there is room for. Lengths in characters. */
export interface DigestRoom {
  /** Lines of a list. */
  readonly items: number;
  /** Of a name, a reason or a title. */
  readonly text: number;
}

/** From the most that anybody reads in a chat to the least that tells something. */
export const DIGEST_ROOMS: readonly [DigestRoom, ...DigestRoom[]] = [
  { items: 8, text: 160 },
  { items: 5, text: 120 },
  { items: 3, text: 80 },
  { items: 2, text: 60 },
  { items: 1, text: 40 },
  { items: 0, text: 40 },
];

/** Where nothing but patience is short: mail, a terminal. */
export const DIGEST_TEXT_ROOMS: typeof DIGEST_ROOMS = [{ items: 40, text: 300 }, { items: 20, text: 200 }, ...DIGEST_ROOMS];
