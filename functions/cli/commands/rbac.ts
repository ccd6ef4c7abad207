import { PlumblineError } from '../../core/errors.ts';
import { BUILT_IN_KINDS, type ReadableKind } from '../../core/rbac/built-in-kinds.ts';
import { planReadRole } from '../../core/rbac/plan-read-role.ts';
import { type RoleSubject, writeReadRole } from '../../core/rbac/write-read-role.ts';
import { NEVER_LISTED } from '../../core/unmanaged/unmanaged-rules.ts';
import { readDiscovery } from '../../io/kube/read-discovery.ts';
import { CLUSTER_OPTIONS } from '../check-options.ts';
import { chooseAccess } from '../choose-access.ts';
import type { Command, CommandContext } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { type Arguments, usageError } from '../parse-arguments.ts';
import { writeOutput } from '../write-output.ts';

/** Prints the role that a check needs. */
export const rbacCommand: Command = {
  positionals: [],
  options: [
    { name: 'with-secrets', help: 'Let it read Secrets too: to compare them, their values masked, and for the releases of `from: helm`.' },
    { name: 'with-images', help: 'Let it list Pods too, for "check --images" and images.check.' },
    { name: 'name', value: 'NAME', help: 'Name of the role and of its binding. Default: plumbline-reader.' },
    { name: 'group', value: 'NAME', help: 'Bind it to this group. Default: plumbline:readers.' },
    { name: 'user', value: 'NAME', help: 'Bind it to this user instead.' },
    { name: 'service-account', value: 'NAMESPACE/NAME', help: 'Bind it to this ServiceAccount instead.' },
    {
      name: 'include',
      value: 'KIND',
      repeatable: true,
      help: 'Read this kind too although it is made by machines (Pod, Job owners, …), since git declares some.',
    },
    { name: 'api-group', value: 'GROUP', repeatable: true, help: 'A group of custom resources to read, where no cluster is asked.' },
    ...CLUSTER_OPTIONS.map((option) =>
      option.name === 'kubeconfig' ? { ...option, help: 'Ask this cluster which kinds it serves. Default: none is asked.' } : option,
    ),
    { name: 'output-file', value: 'FILE', help: 'Write it there instead of to stdout.' },
  ],
  description:
    'Prints a ClusterRole and its binding: get and list on what a check reads, and nothing else. Apply it with somebody else’s rights; Plumbline never writes.',
  examples: [
    { command: 'plumbline rbac --kubeconfig admin.kubeconfig > plumbline-rbac.yaml', does: 'With the custom resources of that cluster.' },
    { command: 'plumbline rbac --with-secrets --service-account plumbline/reader', does: 'For a pod, and Secrets compared too.' },
  ],
  run: async (context) => {
    const { arguments: args } = context;
    const subject = chooseSubject(args);
    const discovered = args.text('kubeconfig') !== undefined || args.text('context') !== undefined;
    const kinds = discovered ? await discoverKinds(context) : [...BUILT_IN_KINDS, ...listCustomGroups(args)];
    const withSecrets = args.has('with-secrets');
    const plan = planReadRole(kinds, {
      withSecrets,
      neverListed: NEVER_LISTED,
      include: args.has('with-images') ? [...args.texts('include'), 'Pod'] : args.texts('include'),
    });
    const text = writeReadRole(plan, { name: args.text('name') ?? 'plumbline-reader', subject, withSecrets, discovered });
    await writeOutput(text, args.text('output-file'), context);
    return EXIT.inSync;
  },
};

async function discoverKinds(context: CommandContext): Promise<ReadableKind[]> {
  if (context.arguments.texts('api-group').length > 0) throw usageError('rbac', '--api-group is for a role made without a cluster');
  const { open } = await chooseAccess(context);
  const client = await open();
  try {
    const { kinds, unreadable } = await readDiscovery(client);
    for (const { group, version } of unreadable) {
      await context.stderr.write(`plumbline: ${group}/${version} could not be asked for its kinds: they are not in the role\n`);
    }
    return kinds.filter(({ verbs }) => verbs.includes('list'));
  } finally {
    client.close();
  }
}

function listCustomGroups(args: Arguments): ReadableKind[] {
  return args.texts('api-group').map((group) => {
    if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(group)) return { group, resource: '*', kind: '*' };
    throw usageError('rbac', `--api-group ${group}: a group of custom resources has a name like example.com`);
  });
}

function chooseSubject(args: Arguments): RoleSubject {
  const given = (['group', 'user', 'service-account'] as const).filter((option) => args.text(option) !== undefined);
  if (given.length > 1) throw usageError('rbac', `--${given.join(' and --')} exclude each other`);
  const user = args.text('user');
  if (user !== undefined) return { type: 'user', name: user };
  const account = args.text('service-account');
  if (account === undefined) return { type: 'group', name: args.text('group') ?? 'plumbline:readers' };
  const [namespace, name, ...rest] = account.split('/');
  if (namespace && name && rest.length === 0) return { type: 'service-account', namespace, name };
  throw new PlumblineError('usage', `--service-account ${account}: it is written NAMESPACE/NAME`);
}
