import program from '../../package.json' with { type: 'json' };
import type { MadeBy } from '../core/report.ts';

/** The versions of what runs now. */
export function readVersions(): MadeBy {
  return { plumbline: program.version, node: process.versions.node };
}
