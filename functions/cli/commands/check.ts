import { openLocalReportStore, USUAL_STORE } from '../../io/local-report-store.ts';
import { runCheck } from '../../io/run-check.ts';
import { CLUSTER_OPTIONS, IMAGES_OPTION, OUTPUT_OPTIONS, RUN_OPTIONS, SOURCE_OPTIONS, STORE_OPTION } from '../check-options.ts';
import type { Command } from '../command.ts';
import { planFromArguments } from '../plan-from-arguments.ts';
import { PROVENANCE_OPTIONS } from '../provenance-options.ts';
import { withRunOptions } from '../with-run-options.ts';
import { chooseReportOutputs, writeReport } from '../write-report.ts';

/** Compares a cluster with git. */
export const checkCommand: Command = {
  positionals: [],
  options: [...SOURCE_OPTIONS, ...PROVENANCE_OPTIONS, ...CLUSTER_OPTIONS, ...RUN_OPTIONS, IMAGES_OPTION, STORE_OPTION, ...OUTPUT_OPTIONS],
  description:
    'Reads what git declares and what the cluster has, and tells exactly where they differ, who set it and since when. Needs get and list in the cluster, nothing else. Exit code: 0 in sync, 1 drifted, 2 could not run, 3 incomplete, 4 a revision lacks what it has to prove.',
  examples: [
    { command: 'plumbline check --source . --path deploy', does: 'What is committed in this repository, against the current context.' },
    {
      command: 'plumbline check -s https://git.example.com/shop.git -r main --context prod-eu',
      does: 'A branch of a remote; PLUMBLINE_GIT_TOKEN holds the token.',
    },
    {
      command: 'plumbline check -s . --worktree --output markdown --output-file drift.md',
      does: 'Files as they are on disk; the outcome for a pull request.',
    },
  ],
  run: async (context) => {
    const outputs = chooseReportOutputs('check', context);
    const kept = context.arguments.text('store');
    const store = kept === undefined ? undefined : openLocalReportStore(kept || USUAL_STORE);
    const input = await planFromArguments(context);
    // An earlier report that is damaged tells nothing of history, and stops no check.
    const before = await store?.readLatest(input.check.id).catch(() => undefined);
    const report = await withRunOptions({ ...input, previous: before?.revisions ?? [] }, context, runCheck);
    // The reader gets the report even where it cannot be kept: what failed is told behind it.
    const code = await writeReport(report, outputs, context);
    await store?.store(report);
    return code;
  },
};
