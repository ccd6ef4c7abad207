/** How much of an alert there is room for. Lengths in characters. */
export interface Room {
  readonly differences: number;
  /** Of a name or value. */
  readonly text: number;
  /** Of a way out: what is longer is left out as a whole, since half of a patch is none. */
  readonly way: number;
  /** Names in a list. */
  readonly names: number;
}

/** From the most that anybody reads in a message to the least that tells something. */
export const ROOMS: readonly [Room, ...Room[]] = [
  { differences: 10, text: 240, way: 2400, names: 6 },
  { differences: 6, text: 160, way: 1600, names: 4 },
  { differences: 4, text: 120, way: 800, names: 3 },
  { differences: 3, text: 80, way: 300, names: 2 },
  { differences: 1, text: 60, way: 0, names: 1 },
  { differences: 0, text: 40, way: 0, names: 1 },
];

/** The first rendering that fits, from the roomiest on. The last one is taken as it is. */
export function fitRoom<T, R = Room>(rooms: readonly [R, ...R[]], render: (room: R) => T, fits: (rendered: T) => boolean): T {
  let rendered = render(rooms[0]);
  for (const room of rooms.slice(1)) {
    if (fits(rendered)) break;
    rendered = render(room);
  }
  return rendered;
}
