import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm run bench -- --json docs/bench.json` measured. */
export interface BenchFigures {
  /** A date, like 2026-11-24. */
  readonly measuredOn: string;
  readonly machine: string;
  /** One whole check each, the fastest of its runs. */
  readonly checks: readonly {
    readonly objects: number;
    readonly seconds: number;
    /** What one processor was busy with it, waiting left out: the least of the runs. */
    readonly processorSeconds: number;
    readonly floorSeconds: number;
    /** Bytes. */
    readonly peakMemory: number;
    /** To the API server, and what it answered, in bytes. */
    readonly requests: number;
    readonly bytes: number;
  }[];
}

/** The figures that are committed. */
export function readFigures(): BenchFigures {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/bench.json'), 'utf8')) as BenchFigures;
}
