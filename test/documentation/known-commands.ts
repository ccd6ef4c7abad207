/** Options of a command line that is not ours. */
export interface KnownCommand {
  readonly needs?: readonly string[];
  readonly takes?: readonly string[];
  /** Options without a value. */
  readonly switches?: readonly string[];
  /** How many arguments stand without an option. */
  readonly arguments?: number;
}

/** Options that every command of the AWS CLI has. */
export const AWS_GLOBAL: KnownCommand = {
  takes: ['--region', '--profile', '--query', '--output'],
  switches: ['--no-cli-pager'],
};

/** The commands of the AWS CLI that documents use, as its reference has them. One that is missing here is an error. */
export const AWS_COMMANDS: Readonly<Record<string, KnownCommand>> = {
  'sts get-caller-identity': {},
  'eks list-clusters': {},
  'eks describe-cluster': { needs: ['--name'] },
  'eks update-kubeconfig': { needs: ['--name'], takes: ['--alias', '--role-arn', '--kubeconfig'] },
  'eks create-access-entry': { needs: ['--cluster-name', '--principal-arn'], takes: ['--kubernetes-groups', '--type', '--tags'] },
  'eks delete-access-entry': { needs: ['--cluster-name', '--principal-arn'] },
  'cloudformation describe-stacks': { takes: ['--stack-name'] },
  'cloudformation list-stack-resources': { needs: ['--stack-name'] },
  'cloudformation deploy': {
    needs: ['--stack-name', '--template-file'],
    takes: ['--capabilities', '--parameter-overrides'],
    switches: ['--no-execute-changeset'],
  },
  'cloudformation delete-stack': { needs: ['--stack-name'] },
  'secretsmanager create-secret': { needs: ['--name'], takes: ['--description', '--secret-string', '--kms-key-id'] },
  'secretsmanager put-secret-value': { needs: ['--secret-id', '--secret-string'] },
  'secretsmanager delete-secret': { needs: ['--secret-id'], takes: ['--recovery-window-in-days'] },
  'sns subscribe': { needs: ['--topic-arn', '--protocol'], takes: ['--notification-endpoint', '--attributes'] },
  'stepfunctions start-execution': { needs: ['--state-machine-arn'], takes: ['--name', '--input'] },
  'stepfunctions list-executions': { needs: ['--state-machine-arn'], takes: ['--status-filter', '--max-results'] },
  'stepfunctions describe-execution': { needs: ['--execution-arn'] },
  'lambda invoke': { needs: ['--function-name'], takes: ['--payload', '--cli-binary-format', '--cli-read-timeout'], arguments: 1 },
  'logs tail': { takes: ['--since', '--filter-pattern', '--format'], switches: ['--follow'], arguments: 1 },
  's3 ls': { switches: ['--recursive'], arguments: 1 },
  's3 rm': { switches: ['--recursive'], arguments: 1 },
  's3 rb': { switches: ['--force'], arguments: 1 },
  'dynamodb update-table': { needs: ['--table-name'], switches: ['--no-deletion-protection-enabled'] },
  'dynamodb delete-table': { needs: ['--table-name'] },
  'kms get-public-key': { needs: ['--key-id'] },
  'kms schedule-key-deletion': { needs: ['--key-id'], takes: ['--pending-window-in-days'] },
  'cloudwatch describe-alarms': { takes: ['--state-value', '--alarm-name-prefix'] },
};

/** Likewise of the CDK. */
export const CDK_GLOBAL: KnownCommand = { takes: ['-c', '--context', '--profile'] };
export const CDK_COMMANDS: Readonly<Record<string, KnownCommand>> = {
  bootstrap: { arguments: 9 },
  deploy: { switches: ['--all', '--exclusively'], takes: ['--require-approval', '--outputs-file'], arguments: 9 },
  diff: { arguments: 9 },
  synth: { switches: ['--quiet'], takes: ['--output'], arguments: 9 },
  list: {},
  destroy: { switches: ['--all', '--force'], arguments: 9 },
};

/** Likewise of kubectl and git. */
export const KUBECTL_GLOBAL: KnownCommand = { takes: ['--context', '--kubeconfig', '--namespace', '-n'] };
export const KUBECTL_COMMANDS: Readonly<Record<string, KnownCommand>> = {
  apply: { needs: ['-f'] },
  kustomize: { arguments: 1 },
  delete: { takes: ['-f'], arguments: 2 },
  'config get-contexts': {},
  'config use-context': { arguments: 1 },
  'auth can-i': { takes: ['--as', '--as-group'], switches: ['--list'], arguments: 2 },
};
export const GIT_COMMANDS: Readonly<Record<string, KnownCommand>> = {
  clone: { takes: ['--depth', '--branch'], arguments: 2 },
  pull: {},
  apply: { arguments: 1 },
};

/** What is wrong with the words behind a program's name; '' where nothing is. */
export function checkKnown(table: Readonly<Record<string, KnownCommand>>, global: KnownCommand, words: readonly string[]): string {
  const [first = '', second = ''] = words;
  const name = [`${first} ${second}`, first].find((each) => Object.hasOwn(table, each));
  const known = name === undefined ? undefined : table[name];
  if (name === undefined || known === undefined) return `${first} ${second} is not in test/documentation/known-commands.ts`;
  const takes = new Set([known, global].flatMap((each) => [...(each.needs ?? []), ...(each.takes ?? [])]));
  const switches = new Set([known, global].flatMap((each) => each.switches ?? []));
  const left = words.slice(name.split(' ').length);
  const given = new Set<string>();
  let free = 0;
  for (let i = 0; i < left.length; i++) {
    const [option = '', inline] = (left[i] ?? '').split(/=(.*)/s);
    if (!option.startsWith('-') || option === '-') free++;
    else if (takes.has(option)) {
      given.add(option);
      if (inline === undefined && left[++i] === undefined) return `${option} has no value`;
    } else if (!switches.has(option)) return `${name} has no option ${option}`;
  }
  const missing = (known.needs ?? []).filter((option) => !given.has(option));
  if (missing.length > 0) return `${name} needs ${missing.join(', ')}`;
  return free > (known.arguments ?? 0) ? `${name} takes ${known.arguments ?? 0} arguments, and there are ${free}` : '';
}
