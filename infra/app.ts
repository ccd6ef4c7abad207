import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App, type AppProps, DefaultStackSynthesizer, type IStackSynthesizer, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import cdkJson from '../cdk.json' with { type: 'json' };
import { parseConfig } from '../functions/core/config.ts';
import { readPublicKey } from './constructs/history-site.ts';
import { FEATURE_FLAGS } from './feature-flags.ts';
import { readSettings } from './read-settings.ts';
import { AlertsStack } from './stacks/alerts-stack.ts';
import { ChecksStack } from './stacks/checks-stack.ts';
import { ClusterAccessStack } from './stacks/cluster-access-stack.ts';
import { MemberRolesStack } from './stacks/member-roles-stack.ts';
import { StorageStack } from './stacks/storage-stack.ts';

/** The folder of `cdk.json`. */
const ROOT = resolve(import.meta.dirname, '..');

/** Every stack of an installation, and of the accounts whose clusters it reads. `props.context` counts before `cdk.json`. */
export function buildApp({ context, ...props }: AppProps = {}): App {
  // The CLI alone reads `cdk.json`: what it says is given here, so that `node infra/app.ts` builds the same.
  const app = new App({
    analyticsReporting: false,
    ...props,
    context: { ...FEATURE_FLAGS, ...cdkJson.context, ...context },
  });
  const settings = readSettings(app.node);
  const { installation, objectLock, pages, members, config } = settings;
  Tags.of(app).add('plumbline:installation', installation);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

  const storage = new StorageStack(app, `${installation}-storage`, {
    installation,
    objectLock,
    pages: pages && { settings: pages, publicKeys: pages.publicKeys.map((file) => readPublicKey(resolve(ROOT, file))) },
    description: 'Plumbline: reports and state, kept when destroyed',
  });
  const alerts = new AlertsStack(app, `${installation}-alerts`, {
    installation,
    description: 'Plumbline: the topics that alerts are published to',
  });
  if (config !== undefined) {
    const file = join(ROOT, config);
    new ChecksStack(app, `${installation}-checks`, {
      settings,
      configFile: file,
      config: parseConfig(readFileSync(file, 'utf8'), config),
      storage,
      alerts,
      description: 'Plumbline: the functions, what starts them, and what rings when they fail',
    });
  }

  for (const member of members) {
    const { account, clusters, discovery } = member;
    const [region = ''] = [...Object.keys(clusters), ...(discovery?.regions ?? [])].sort();
    const roles = new MemberRolesStack(app, `${installation}-member-${account}`, {
      installation,
      member,
      env: { account, region },
      synthesizer: createHandedOver(),
      description: `Plumbline: what account ${member.homeAccount} may ask this one`,
    });
    for (const [region, names] of Object.entries(clusters)) {
      new ClusterAccessStack(app, `${installation}-member-${account}-${region}`, {
        installation,
        clusters: names,
        env: { account, region },
        synthesizer: createHandedOver(),
        description: 'Plumbline: its reader role in the clusters of this region',
      }).addStackDependency(roles);
    }
  }
  return app;
}

/** The templates of members can be deployed as files, by who owns the account: they ask for no bootstrapping. */
function createHandedOver(): IStackSynthesizer {
  return new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) as IStackSynthesizer;
}

// The CLI says by itself where the templates go; `npm run synth [-- plumbline.yaml]` says it here.
if (import.meta.main) {
  const [outdir, config] = process.argv.slice(2);
  buildApp({ ...(outdir === undefined ? {} : { outdir }), ...(config === undefined ? {} : { context: { config } }) }).synth();
}
