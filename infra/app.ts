import { App, type AppProps, DefaultStackSynthesizer, type IStackSynthesizer, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import cdkJson from '../cdk.json' with { type: 'json' };
import { FEATURE_FLAGS } from './feature-flags.ts';
import { readSettings } from './read-settings.ts';
import { AlertsStack } from './stacks/alerts-stack.ts';
import { ClusterAccessStack } from './stacks/cluster-access-stack.ts';
import { MemberRolesStack } from './stacks/member-roles-stack.ts';
import { StorageStack } from './stacks/storage-stack.ts';

/** Every stack of an installation, and of the accounts whose clusters it reads. `props.context` counts before `cdk.json`. */
export function buildApp({ context, ...props }: AppProps = {}): App {
  // The CLI alone reads `cdk.json`: what it says is given here, so that `node infra/app.ts` builds the same.
  const app = new App({
    analyticsReporting: false,
    ...props,
    context: { ...FEATURE_FLAGS, ...cdkJson.context, ...context },
  });
  const { installation, objectLock, members } = readSettings(app.node);
  Tags.of(app).add('plumbline:installation', installation);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

  new StorageStack(app, `${installation}-storage`, {
    installation,
    objectLock,
    description: 'Plumbline: reports and state, kept when destroyed',
  });
  new AlertsStack(app, `${installation}-alerts`, { installation, description: 'Plumbline: the topics that alerts are published to' });

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

// The CLI says by itself where the templates go; `npm run synth` says it here.
if (import.meta.main) {
  const [outdir] = process.argv.slice(2);
  buildApp(outdir === undefined ? {} : { outdir }).synth();
}
