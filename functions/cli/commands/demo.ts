import { WHOLE_CLUSTER } from '../../core/check.ts';
import { DEFAULT_CONFIG } from '../../core/config.ts';
import { openDemo } from '../../io/demo/open-demo.ts';
import { openCluster } from '../../io/kube/open-cluster.ts';
import { runCheck } from '../../io/run-check.ts';
import { OUTPUT_OPTIONS } from '../check-options.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { readTimeout, withRunOptions } from '../with-run-options.ts';
import { chooseReportOutputs, writeReport } from '../write-report.ts';

/** The report is read on the morning after the changes of the recording. */
const NIGHT = 7 * 60 * 60 * 1000;

/** The very check, on a recording. */
export const demoCommand: Command = {
  positionals: [],
  options: OUTPUT_OPTIONS,
  description:
    'Plays back a recording of a real API server on this machine and checks it against a small git repository: drift of every kind, without a cluster or a network. Exit code 0: the demo worked, though its cluster has drifted.',
  examples: [
    { command: 'plumbline demo', does: 'The report as it looks in a terminal.' },
    { command: 'plumbline demo --output json --output-file report.json', does: 'The same for machines.' },
  ],
  run: async (context) => {
    const outputs = chooseReportOutputs('demo', context);
    const demo = await openDemo();
    try {
      const check = {
        id: 'demo',
        cluster: { name: 'demo', server: 'a recording of a real API server' },
        sources: [{ id: 'shop', url: demo.repository, revision: 'HEAD', path: '', defaultNamespace: 'default', worktree: false }],
        scope: WHOLE_CLUSTER,
      };
      const morning = { ...context, now: new Date(Date.parse(demo.recordedAt) + NIGHT).toISOString() };
      const open = () => openCluster({ from: { kubeconfig: [demo.kubeconfig] }, environment: {}, interactive: false });
      const input = { check, config: DEFAULT_CONFIG, openCluster: open, timeout: readTimeout(context.arguments), cacheSchemas: false };
      const report = await withRunOptions(input, morning, runCheck);
      // Where it lies for the moment means nothing to anybody.
      const revisions = report.revisions.map((revision) => ({ ...revision, url: 'the embedded repository' }));
      await writeReport({ ...report, revisions }, outputs, morning);
      return EXIT.inSync;
    } finally {
      await demo.close();
    }
  },
};
