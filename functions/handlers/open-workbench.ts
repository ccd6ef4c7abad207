import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FetchRules } from '../io/rendering/fetch-bytes.ts';
import { createToolFinder } from '../io/rendering/find-tools.ts';
import { createWorkbench, type Workbench } from '../io/rendering/workbench.ts';
import type { DetectEnvironment } from './environment.ts';

/** A tool reserves a gigabyte before it begins; what it really uses must fit beside the check. */
const MEMORY_BYTES = 1_300_000_000;

/** What a function renders with: the programs of its layer. */
export function openWorkbench(
  { kubectl, helm }: Pick<DetectEnvironment, 'kubectl' | 'helm'>,
  fetch: Pick<FetchRules, 'hosts' | 'credentialsFor'>,
): Workbench {
  const findTool = createToolFinder({
    chosen: { ...(kubectl === undefined ? {} : { kubectl }), ...(helm === undefined ? {} : { helm }) },
    searchPath: [],
    advice: 'this installation is deployed with the setting rendering: false',
  });
  return createWorkbench({
    findTool,
    directory: join(tmpdir(), 'plumbline', 'rendered'),
    limits: { memoryBytes: MEMORY_BYTES },
    fetch,
  });
}
