import type { Verdict } from '../core/report.ts';

/** How the command line ends: the verdict, or why there is none. */
export const EXIT = { inSync: 0, drifted: 1, failed: 2, incomplete: 3, interrupted: 130, terminated: 143 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code of a check that ran. */
export function chooseExitCode(verdict: Verdict): ExitCode {
  switch (verdict) {
    case 'in-sync':
      return EXIT.inSync;
    case 'drifted':
      return EXIT.drifted;
    case 'incomplete':
      return EXIT.incomplete;
  }
}
