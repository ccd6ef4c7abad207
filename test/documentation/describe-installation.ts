import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { buildApp } from '../../infra/app.ts';
import { readSettings } from '../../infra/read-settings.ts';
import { SAMPLE_SETTINGS, UNLINTED } from '../infra/sample-installation.ts';

/** What documents may name of an installation: it is that of the tests, with every kind of member. */
export interface DocumentedInstallation {
  readonly stacks: ReadonlyMap<string, DocumentedStack>;
  /** Every text in a template that looks like a name of ours. */
  readonly names: ReadonlySet<string>;
}

/** What a command may ask a stack for. */
export interface DocumentedStack {
  readonly outputs: ReadonlySet<string>;
  readonly resources: readonly { readonly id: string; readonly type: string; readonly properties: Readonly<Record<string, unknown>> }[];
}

/** A name of ours: `plumbline-detect`, `plumbline:readers`. */
export const OUR_NAME = /\bplumbline[-:][a-z][a-z0-9]*(?:-[a-z0-9]+)*(?![\w/.*-])/g;

/** Synthesises the installation, without the code of its functions. */
export function describeInstallation(): DocumentedInstallation {
  const outdir = mkdtempSync(join(tmpdir(), 'plumbline-documentation-'));
  const config = 'examples/fleet/plumbline.yaml';
  try {
    const release = { github: ['example/shop:ref:refs/heads/main'] };
    const app = buildApp({ outdir, ...UNLINTED, context: { release, ...SAMPLE_SETTINGS, config, 'aws:cdk:bundling-stacks': [] } });
    const stacks = app.synth().stacks;
    const names = stacks.flatMap(({ stackName, template }) => [stackName, ...(JSON.stringify(template).match(OUR_NAME) ?? [])]);
    return {
      stacks: new Map(stacks.map(({ stackName, template }) => [stackName, describeStack(template)])),
      names: new Set(names),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

interface Template {
  readonly Outputs?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>>;
}

function describeStack({ Outputs: outputs = {}, Resources: resources }: Template): DocumentedStack {
  return {
    outputs: new Set(Object.keys(outputs)),
    resources: Object.entries(resources).map(([id, { Type: type, Properties: properties = {} }]) => ({ id, type, properties })),
  };
}

/** Says what is wrong with settings as `-c key=value` or `cdk.json` give them; undefined where nothing is. */
export function explainSettings(given: Readonly<Record<string, unknown>>): string | undefined {
  try {
    readSettings(new App({ analyticsReporting: false, context: { homeAccount: '111122223333', ...given } }).node);
    return undefined;
  } catch (error) {
    return String(error);
  }
}
