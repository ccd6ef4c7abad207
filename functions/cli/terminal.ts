/** A stream that people or programs read: stdout or stderr. */
export interface Terminal {
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  /** Resolves once the text has left; also where nobody reads any more (`| head`), which is no failure. */
  readonly write: (text: string) => Promise<void>;
}

/** Wraps a stream of this process. */
export function openTerminal(stream: NodeJS.WriteStream): Terminal {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    closed = true;
  });
  return {
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.isTTY === true && stream.columns > 0 ? stream.columns : undefined;
    },
    write: (text) => (closed ? Promise.resolve() : new Promise((resolve) => stream.write(text, () => resolve()))),
  };
}
