import { escapeText } from '../core/render/escape-text.ts';
import { takeStart } from '../core/render/text-width.ts';
import type { CheckProgress } from '../io/prepare-check.ts';
import type { Terminal } from './terminal.ts';

/** Tells people who wait what is going on. */
export interface Progress {
  readonly update: (progress: CheckProgress) => void;
  /** Takes the live line away, before anything else is written. */
  readonly end: () => void;
}

const REDRAW_MS = 100;
const STAGES: Readonly<Record<string, string>> = {
  invoke: 'asking the function',
  git: 'reading git',
  discovery: 'asking what the cluster serves',
  schema: 'reading schemas',
  live: 'reading the cluster',
  report: 'comparing',
  store: 'keeping the report',
};

/** One live line where `stderr` is a terminal, one line per stage where it is not, nothing where it shall be quiet. */
export function createProgress(stderr: Terminal, quiet: boolean): Progress {
  if (quiet) return { update: () => {}, end: () => {} };
  return stderr.isTerminal ? createLiveLine(stderr) : createLines(stderr);
}

function createLiveLine(stderr: Terminal): Progress {
  let drawnAt = 0;
  let drawn = false;
  let ended = false;
  return {
    update: (progress) => {
      const now = performance.now();
      if (ended || now - drawnAt < REDRAW_MS) return;
      drawnAt = now;
      drawn = true;
      void stderr.write(`\r\u001b[2K${takeStart(describe(progress), (stderr.columns ?? 80) - 1)}`);
    },
    end: () => {
      if (drawn && !ended) void stderr.write('\r\u001b[2K');
      ended = true;
    },
  };
}

function createLines(stderr: Terminal): Progress {
  const told = new Set<string>();
  return {
    update: ({ stage }) => {
      if (told.has(stage)) return;
      told.add(stage);
      void stderr.write(`plumbline: ${describeStage(stage)}\n`);
    },
    end: () => {},
  };
}

function describe({ stage, done, total, detail }: CheckProgress): string {
  const count = total === undefined ? '' : ` ${done}/${total}`;
  return `${describeStage(stage)}${count}${detail ? ` · ${escapeText(detail)}` : ''}`;
}

function describeStage(stage: string): string {
  return STAGES[stage] ?? escapeText(stage);
}
