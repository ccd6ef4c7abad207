import { join } from 'node:path';
import type { Check } from '../core/check.ts';
import type { Config } from '../core/config.ts';
import { createMask } from '../core/mask/create-mask.ts';
import type { ComparedRevision } from '../core/provenance/compared-revision.ts';
import type { KubeClient } from '../io/kube/kube-client.ts';
import { readMaskKey } from '../io/mask-key.ts';
import type { RunCheckOptions } from '../io/prepare-check.ts';
import { createKmsDataKeys } from '../io/sops/kms-data-keys.ts';
import type { CommandContext } from './command.ts';
import { chooseGitCredentials } from './git-credentials.ts';
import { openWorkbench } from './open-workbench.ts';
import { type Arguments, usageError } from './parse-arguments.ts';
import { createProgress } from './progress.ts';

const USUAL_TIMEOUT = '10m';
const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** What is checked, beside what the command line and its environment say. */
export interface CheckInput {
  readonly check: Check;
  readonly config: Config;
  readonly openCluster: () => Promise<KubeClient>;
  /** Milliseconds, from `readTimeout`. */
  readonly timeout: number;
  /** What was compared before, where that was kept. */
  readonly previous?: readonly ComparedRevision[];
  /** Keep derived schemas from check to check. */
  readonly cacheSchemas: boolean;
}

/** Milliseconds that `--timeout` allows: `90s`, `5m`, `1h` or plain seconds. */
export function readTimeout(args: Arguments): number {
  const text = args.text('timeout') ?? USUAL_TIMEOUT;
  const match = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text);
  const milliseconds = match ? Number(match[1]) * (UNITS[match[2] || 's'] ?? 0) : 0;
  if (milliseconds > 0) return milliseconds;
  throw usageError('check', `--timeout ${text}: a time is written like 90s, 5m or 1h`);
}

/** Runs something that needs git and a cluster, with the caches, credentials, deadline and progress of this command line. */
export async function withRunOptions<T>(
  input: CheckInput,
  context: CommandContext,
  run: (options: RunCheckOptions) => Promise<T>,
): Promise<T> {
  const { arguments: args, environment, stderr, now } = context;
  const { check, config, openCluster, timeout, cacheSchemas, previous = [] } = input;
  const { cacheDirectory } = environment;
  const credentialsFor = chooseGitCredentials(check, environment);
  const progress = createProgress(stderr, args.has('quiet'));
  try {
    return await run({
      check,
      rules: args.has('images') ? { ...config, images: { ...config.images, check: true } } : config,
      git: {
        cacheDir: join(cacheDirectory, 'git'),
        deadlineMs: timeout,
        historyDepth: config.blame.depth,
        credentialsFor: async (source) => credentialsFor(source),
        readDataKey: createKmsDataKeys(config.sops.keys),
        bench: openWorkbench(environment, config.chartHosts),
        provenance: { config: config.provenance, now, previous },
      },
      openCluster,
      schemaDirectory: cacheSchemas ? join(cacheDirectory, 'schemas') : undefined,
      mask: createMask(await readMaskKey(cacheDirectory)),
      now,
      explain: args.has('explain'),
      deadline: Date.now() + timeout,
      onProgress: progress.update,
    });
  } finally {
    progress.end();
  }
}
