/** A stored value and its version, which grows with every write. */
export interface Stored<T> {
  readonly id: string;
  readonly version: number;
  readonly value: T;
}

/** How long a document is kept after its last write; absent: for good. */
export interface WriteOptions {
  readonly expiresAt?: string;
}

/**
 * Documents by partition and id, each written as a whole and only on condition that nobody else has since it was read. That is all that incidents ask
 * of a store.
 */
export interface DocumentStore {
  readonly read: <T>(partition: string, id: string) => Promise<Stored<T> | undefined>;
  /** Sorted by id. */
  readonly list: <T>(partition: string) => Promise<readonly Stored<T>[]>;
  /** The new version. `expected`: the one that was read, undefined where there was none. Undefined where another is there by now: nothing is written then. */
  readonly write: <T>(
    partition: string,
    id: string,
    value: T,
    expected: number | undefined,
    options?: WriteOptions,
  ) => Promise<number | undefined>;
}
