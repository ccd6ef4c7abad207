import { USUAL_STORE } from '../../io/local-report-store.ts';
import { runCheck } from '../../io/run-check.ts';
import { CLUSTER_OPTIONS, IMAGES_OPTION, OUTPUT_OPTIONS, RUN_OPTIONS, SOURCE_OPTIONS, STORE_OPTION } from '../check-options.ts';
import type { Command } from '../command.ts';
import { openLocalStore } from '../local-store.ts';
import { planFromArguments } from '../plan-from-arguments.ts';
import { PROVENANCE_OPTIONS } from '../provenance-options.ts';
import { withRunOptions } from '../with-run-options.ts';
import { chooseReportOutputs, writeReport } from '../write-report.ts';

/** Compares a cluster with git. */
export const checkCommand: Command = {
  positionals: [],
  options: [...SOURCE_OPTIONS, ...PROVENANCE_OPTIONS, ...CLUSTER_OPTIONS, ...RUN_OPTIONS, IMAGES_OPTION, STORE_OPTION, ...OUTPUT_OPTIONS],
  description:
    'Reads what git declares and what the cluster has, and tells exactly where they differ, who set it and since when. Needs get and list in the cluster, nothing else. With --store, incidents are kept beside the report, and it says what is new since the check before. Exit code, also with --store: 0 in sync, 1 drifted, 2 could not run, 3 incomplete, 4 a revision lacks what it has to prove.',
  examples: [
    { command: 'plumbline check --source . --path deploy', does: 'What is committed in this repository, against the current context.' },
    {
      command: 'plumbline check -s https://git.example.com/shop.git -r main --context prod-eu',
      does: 'A branch of a remote; PLUMBLINE_GIT_TOKEN holds the token.',
    },
    {
      command: 'plumbline check -s . --store',
      does: 'Keep the report and the life of its drift in .plumbline; "plumbline incidents --store" lists it.',
    },
    {
      command: 'plumbline check -s . --worktree --output markdown --output-file drift.md',
      does: 'Files as they are on disk; the outcome for a pull request.',
    },
    {
      command: 'plumbline check -s . --output text --output html=report.html --output sarif=drift.sarif',
      does: 'For the log, to forward, and for code scanning.',
    },
  ],
  run: async (context) => {
    const outputs = chooseReportOutputs('check', context);
    const input = await planFromArguments(context);
    const folder = context.arguments.text('store');
    if (folder === undefined) return writeReport(await withRunOptions({ ...input, previous: [] }, context, runCheck), outputs, context);
    const store = openLocalStore(folder || USUAL_STORE);
    const before = await store.readBefore(input.check.id);
    const report = await withRunOptions({ ...input, previous: before?.revisions ?? [] }, context, (options) =>
      runCheck({ ...options, before }),
    );
    // The reader gets the report even where it cannot be kept: what failed is told behind it.
    const kept = await store.keep(report, input.config, context.now).catch((error: unknown) => ({ error }));
    const code = await writeReport(report, outputs, context, 'error' in kept ? undefined : kept.life);
    if ('error' in kept) throw kept.error;
    if (kept.failed !== undefined) throw kept.failed;
    return code;
  },
};
