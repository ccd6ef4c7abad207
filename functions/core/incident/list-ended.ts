import { type CheckBook, type ClosedEntry, entryKey } from './check-book.ts';

/** What is over in these books, by the key of its member: the last time, where it was there more than once. */
export function listEnded(books: readonly CheckBook[]): ReadonlyMap<string, ClosedEntry> {
  return new Map(
    books.flatMap(({ check, closed }) =>
      closed.flatMap((entry) => {
        const { type, ref } = entry;
        return ref === undefined ? [] : [[`${check} ${entryKey({ type, ref })}`, entry] as const];
      }),
    ),
  );
}
