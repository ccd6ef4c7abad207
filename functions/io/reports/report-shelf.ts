/** What a store of reports needs of the place it keeps them in. Keys are as `core/report-key` makes them. */
export interface ReportShelf {
  /** A key as an operator finds it again, `s3://bucket/reports/…`. */
  readonly describe: (key: string) => string;
  /** Names of the folders directly below one that ends with a slash, in no order. None where it is not there. */
  readonly listFolders: (folder: string) => Promise<readonly string[]>;
  /** Keys of the files directly in a folder, in no order. */
  readonly listFiles: (folder: string) => Promise<readonly string[]>;
  /** What was kept, byte for byte; undefined where nothing is. */
  readonly read: (key: string) => Promise<Uint8Array | undefined>;
  /** Keeps a file that was never there, whole or not at all. False where it is there already: it stays as it is. */
  readonly create: (key: string, content: Uint8Array) => Promise<boolean>;
  /** Makes `latest` a copy of the report `key`, unless it is a copy of a later one. */
  readonly advance: (latest: string, key: string, content: Uint8Array) => Promise<void>;
}
