import { availableParallelism, freemem } from 'node:os';
import type { ClusterCapabilities } from '../../core/rendering/describe-capabilities.ts';
import type { FetchRules } from './fetch-bytes.ts';
import type { FindTool } from './find-tools.ts';
import type { ToolLimits } from './run-tool.ts';

/** What renderings are made with, for one process. */
export interface Workbench {
  readonly findTool: FindTool;
  /** Where renderings are kept; undefined: nowhere. */
  readonly directory: string | undefined;
  readonly limits: ToolLimits;
  /** From where charts may be fetched. */
  readonly fetch: FetchRules;
  /** What the cluster serves, which charts ask for. Absent: what Helm takes for usual. */
  readonly capabilities?: () => Promise<ClusterCapabilities>;
  /** Does some work as soon as there is a place for it. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

const USUAL_LIMITS: ToolLimits = { timeoutMs: 60_000, outputBytes: 64_000_000, memoryBytes: 2_000_000_000 };

const USUAL_FETCH: FetchRules = { hosts: [], timeoutMs: 30_000, allowLoopback: false };

/** What a tool takes as a rule. */
const MEMORY_OF_ONE = 200_000_000;

/** Makes a workbench on which as many tools run at a time as there are processors, and memory for. */
export function createWorkbench({
  findTool,
  directory,
  limits,
  fetch,
}: {
  readonly findTool: FindTool;
  readonly directory: string | undefined;
  readonly limits?: Partial<ToolLimits>;
  readonly fetch?: Partial<FetchRules>;
}): Workbench {
  const places = Math.max(1, Math.min(availableParallelism(), Math.floor(freemem() / MEMORY_OF_ONE)));
  return { findTool, directory, limits: { ...USUAL_LIMITS, ...limits }, fetch: { ...USUAL_FETCH, ...fetch }, inTurn: createTurns(places) };
}

/** At most `places` at work at a time; the others wait in the order they came. */
function createTurns(places: number): Workbench['inTurn'] {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((begin) => waiting.push(begin));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
