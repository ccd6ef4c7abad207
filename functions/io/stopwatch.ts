/** Measures the stages of a check; a stage that ran more than once counts the sum. */
export interface Stopwatch {
  readonly time: <T>(stage: string, run: () => Promise<T>) => Promise<T>;
  /** Seconds by stage, in the order in which the stages first began, to the millisecond. */
  readonly seconds: () => Readonly<Record<string, number>>;
}

export function startStopwatch(): Stopwatch {
  const spent = new Map<string, number>();
  return {
    time: async (stage, run) => {
      const began = performance.now();
      spent.set(stage, spent.get(stage) ?? 0);
      try {
        return await run();
      } finally {
        spent.set(stage, (spent.get(stage) ?? 0) + performance.now() - began);
      }
    },
    seconds: () => Object.fromEntries([...spent].map(([stage, ms]) => [stage, Math.round(ms) / 1000])),
  };
}
