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

/** The linter that CDK itself brings costs a second of every process: `npm run synth` has it, and `npm run lint:templates` has another one. */
export const UNLINTED = { builtinCloudFormationValidation: false };

/** A resource of a template, as CloudFormation gets it. */
export interface TemplateResource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: properties differ from type to type, and a test looks at a few
  readonly properties: any;
  readonly deletionPolicy: string | undefined;
}

/** Every resource of an installation with these settings. Throws where cdk-nag finds something. */
export function listInstallation(settings: Readonly<Record<string, unknown>> = SAMPLE_SETTINGS): readonly TemplateResource[] {
  const outdir = mkdtempSync(join(tmpdir(), 'plumbline-infra-'));
  try {
    return listResources(buildApp({ outdir, ...UNLINTED, context: { ...settings } }));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function listResources(app: App): readonly TemplateResource[] {
  return app.synth().stacks.flatMap(({ stackName, template }) => {
    const resources: Record<string, { Type: string; Properties?: unknown; DeletionPolicy?: string }> = template.Resources;
    return Object.entries(resources).map(([id, resource]) => ({
      stack: stackName,
      id,
      type: resource.Type,
      properties: resource.Properties ?? {},
      deletionPolicy: resource.DeletionPolicy,
    }));
  });
}

/** An app with no stack in it yet, and the feature flags of ours: without them CDK builds as it did years ago. */
export function createEmptyApp(): App {
  return new App({ analyticsReporting: false, ...UNLINTED, context: { ...FEATURE_FLAGS } });
}
