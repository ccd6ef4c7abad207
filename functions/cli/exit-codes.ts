import { hasViolation } from '../core/provenance/list-findings.ts';
import type { DriftReport } from '../core/report.ts';

/** How the command line ends: the verdict, or why there is none. */
export const EXIT = { inSync: 0, drifted: 1, failed: 2, incomplete: 3, untrusted: 4, interrupted: 130, terminated: 143 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code of a check that ran. What git says but may not say is no drift of the cluster, and worse than a gap. */
export function chooseExitCode(report: Pick<DriftReport, 'verdict' | 'revisions'>): ExitCode {
  switch (report.verdict) {
    case 'drifted':
      return EXIT.drifted;
    case 'in-sync':
      return hasViolation(report) ? EXIT.untrusted : EXIT.inSync;
    case 'incomplete':
      return hasViolation(report) ? EXIT.untrusted : EXIT.incomplete;
  }
}
