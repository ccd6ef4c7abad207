import { join } from 'node:path';
import type { Check } from '../core/check.ts';
import type { Config } from '../core/config.ts';
import { createMask } from '../core/mask/create-mask.ts';
import type { DriftReport } from '../core/report.ts';
import type { KubeClient } from '../io/kube/kube-client.ts';
import { readMaskKey } from '../io/mask-key.ts';
import { runCheck } from '../io/run-check.ts';
import type { CommandContext } from './command.ts';
import { parseDuration } from './parse-duration.ts';
import { createProgress } from './progress.ts';

const USUAL_TIMEOUT = '10m';

/** What a check is run with beside the command line's own options. */
export interface CheckInput {
  readonly check: Check;
  readonly config: Config;
  readonly openCluster: () => Promise<KubeClient>;
  /** Keep derived schemas from check to check. */
  readonly cacheSchemas: boolean;
}

/** Runs a check with the caches, credentials, deadline and progress of this command line. */
export async function runCheckCommand(
  { check, config, openCluster, cacheSchemas }: CheckInput,
  context: CommandContext,
): Promise<DriftReport> {
  const { arguments: args, environment, stderr, now } = context;
  const { cacheDirectory, gitToken, gitUsername } = environment;
  const timeout = parseDuration('--timeout', args.text('timeout') ?? USUAL_TIMEOUT);
  const progress = createProgress(stderr, args.has('quiet'));
  try {
    return await runCheck({
      check,
      rules: config,
      git: {
        cacheDir: join(cacheDirectory, 'git'),
        deadlineMs: timeout,
        ...(gitToken === undefined
          ? {}
          : { credentials: { password: gitToken, ...(gitUsername === undefined ? {} : { username: gitUsername }) } }),
      },
      openCluster,
      schemaDirectory: cacheSchemas ? join(cacheDirectory, 'schemas') : undefined,
      mask: createMask(await readMaskKey(cacheDirectory)),
      now,
      explain: args.has('explain'),
      deadline: Date.parse(now) + timeout,
      onProgress: progress.update,
    });
  } finally {
    progress.end();
  }
}
