import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { buildApp } from '../../infra/app.ts';
import { FEATURE_FLAGS } from '../../infra/feature-flags.ts';

/** Settings that use everything there is: two regions of a member, clusters by name and by tag, Object Lock. */
export const SAMPLE_SETTINGS = {
  installation: 'plumbline',
  homeAccount: '111122223333',
  objectLock: { mode: 'GOVERNANCE', days: 365 },
  members: [
    {
      account: '444455556666',
      externalId: 'plumbline-4444',
      clusters: { 'eu-west-1': ['prod-eu', 'stage_eu'], 'us-east-1': ['prod-us'] },
      discovery: { tag: { key: 'plumbline', value: 'yes' }, regions: ['eu-west-1'] },
    },
    { account: '111122223333', externalId: 'plumbline-home', clusters: { 'eu-west-1': ['home'] } },
  ],
} as const;

/** The same with functions, in a VPC, for a fleet by name and by tag, with a gate for workflows of GitHub. Bundling is for `synth`: here only what is around the code counts. */
export const WHOLE_SETTINGS = {
  ...SAMPLE_SETTINGS,
  config: 'examples/fleet/plumbline.yaml',
  vpc: { vpcId: 'vpc-0a1b2c3d', subnetIds: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'], securityGroupIds: ['sg-0a1b2c3d'] },
  release: { github: ['example/shop:ref:refs/heads/main', 'example/platform:environment:production'] },
  'aws:cdk:bundling-stacks': [],
} as const;

/** The linter that CDK itself brings costs a second of every process: `npm run synth` has it, and `npm run lint:templates` has another one. */
export const UNLINTED = { builtinCloudFormationValidation: false };

/** A resource of a template, as CloudFormation gets it. */
export interface TemplateResource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  /** What another stack gives out stands in them as in that stack, its id with the name of the stack before it: `{ Ref: 'storage/Runs' }`. */
  // biome-ignore lint/suspicious/noExplicitAny: properties differ from type to type, and a test looks at a few
  readonly properties: any;
  readonly deletionPolicy: string | undefined;
  readonly dependsOn: readonly string[];
}

/** What `cdk deploy` makes, and what it prints. */
export interface Synthesised {
  readonly resources: readonly TemplateResource[];
  /** Outputs by their names, of all stacks. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Every resource of an installation with these settings. Throws where cdk-nag finds something. */
export function listInstallation(settings: Readonly<Record<string, unknown>> = SAMPLE_SETTINGS): readonly TemplateResource[] {
  return synthesise(settings).resources;
}

/** An installation with these settings. Throws where cdk-nag finds something. */
export function synthesise(settings: Readonly<Record<string, unknown>>): Synthesised {
  const outdir = mkdtempSync(join(tmpdir(), 'plumbline-infra-'));
  try {
    const app = buildApp({ outdir, ...UNLINTED, context: { ...settings } });
    const outputs = app.synth().stacks.flatMap(({ template }) => Object.entries<{ Value: unknown }>(template.Outputs ?? {}));
    return { resources: listResources(app), outputs: Object.fromEntries(outputs.map(([name, { Value }]) => [name, Value])) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function listResources(app: App): readonly TemplateResource[] {
  const { stacks } = app.synth();
  const exports = new Map<string, unknown>();
  for (const { stackName, template } of stacks) {
    const outputs: Record<string, { Value: unknown; Export?: { Name: string } }> = template.Outputs ?? {};
    for (const { Value, Export } of Object.values(outputs)) if (Export) exports.set(Export.Name, qualifyIds(Value, stackName));
  }
  return stacks.flatMap(({ stackName, template }) => {
    const resources: Record<string, { Type: string; Properties?: unknown; DeletionPolicy?: string; DependsOn?: string[] }> =
      template.Resources;
    return Object.entries(resources).map(([id, resource]) => ({
      stack: stackName,
      id,
      type: resource.Type,
      properties: mapIntrinsics(resource.Properties ?? {}, 'Fn::ImportValue', (name) => exports.get(String(name))),
      deletionPolicy: resource.DeletionPolicy,
      dependsOn: resource.DependsOn ?? [],
    }));
  });
}

/** A value of a template with the name of its stack before each id in it. */
export function qualifyIds(value: unknown, stack: string): unknown {
  const qualify = (id: unknown): string => (String(id).includes('/') || String(id).startsWith('AWS::') ? String(id) : `${stack}/${id}`);
  const withRefs = mapIntrinsics(value, 'Ref', (id) => ({ Ref: qualify(id) }));
  return mapIntrinsics(withRefs, 'Fn::GetAtt', (path) => ({
    'Fn::GetAtt': Array.isArray(path) ? [qualify(path[0]), ...path.slice(1)] : path,
  }));
}

function mapIntrinsics(value: unknown, name: string, change: (argument: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapIntrinsics(item, name, change));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[key, argument] = [], ...others] = entries;
  if (key === name && others.length === 0) return change(argument);
  return Object.fromEntries(entries.map(([property, item]) => [property, mapIntrinsics(item, name, change)]));
}

/** An app with no stack in it yet, and the feature flags of ours: without them CDK builds as it did years ago. */
export function createEmptyApp(): App {
  return new App({ analyticsReporting: false, ...UNLINTED, context: { ...FEATURE_FLAGS } });
}
