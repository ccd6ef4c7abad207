import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceRef } from '../core/check.ts';
import type { CheckItem } from '../core/check-item.ts';
import { describeCheck } from '../core/describe-check.ts';
import type { Mask } from '../core/mask/create-mask.ts';
import type { ComparedRevision } from '../core/provenance/compared-revision.ts';
import type { ReadOptions } from './desired/desired.ts';
import type { KubeClient } from './kube/kube-client.ts';
import type { CheckRules, RunCheckOptions } from './prepare-check.ts';
import type { Workbench } from './rendering/workbench.ts';
import type { ReadDataKey } from './sops/read-data-key.ts';

/** What a function makes a check of the fleet with. */
export interface CheckServices {
  readonly rules: CheckRules;
  readonly mask: Mask;
  readonly openCluster: (item: CheckItem) => Promise<KubeClient>;
  readonly credentialsFor: (item: CheckItem, source: SourceRef) => ReturnType<NonNullable<ReadOptions['credentialsFor']>>;
  readonly readDataKey?: ReadDataKey;
  /** Absent: nothing but plain manifests is read. */
  readonly bench?: Workbench;
}

/** A check of the fleet as a function runs it: clones and schemas are kept for the next one that the same process makes. */
export function buildRunOptions(
  item: CheckItem,
  services: CheckServices,
  { at, deadline, previous = [] }: { readonly at: string; readonly deadline: number; readonly previous?: readonly ComparedRevision[] },
): RunCheckOptions {
  return {
    check: describeCheck(item),
    rules: services.rules,
    git: {
      cacheDir: join(tmpdir(), 'plumbline', 'git'),
      deadlineMs: Math.max(1_000, Math.floor((deadline - Date.now()) / 2)),
      ...(services.rules.blame === undefined ? {} : { historyDepth: services.rules.blame.depth }),
      credentialsFor: (source) => services.credentialsFor(item, source),
      ...(services.bench === undefined ? {} : { bench: services.bench }),
      ...(services.readDataKey === undefined ? {} : { readDataKey: services.readDataKey }),
      provenance: { config: services.rules.provenance, now: at, previous },
    },
    openCluster: () => services.openCluster(item),
    schemaDirectory: join(tmpdir(), 'plumbline', 'schemas'),
    mask: services.mask,
    now: at,
    explain: false,
    deadline,
  };
}
