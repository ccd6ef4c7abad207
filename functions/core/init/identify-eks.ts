/** What one context of a kubeconfig says, as far as it can tell an EKS cluster. */
export interface ContextFacts {
  readonly context: string;
  /** Names of the context's cluster and user: tools write the cluster's address into them. */
  readonly names: readonly string[];
  /** Host of the API server. */
  readonly host: string;
  readonly exec?: { readonly command: string; readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> };
}

/** The cluster that a context leads to, or why it is none that Plumbline can be told of. */
export type IdentifiedContext =
  | { readonly type: 'eks'; readonly name: string; readonly region: string; readonly account?: string; readonly role?: string }
  | { readonly type: 'other'; readonly why: string };

const ARN = /^arn:aws[a-z-]*:eks:([a-z0-9-]+):(\d{12}):cluster\/([A-Za-z0-9][A-Za-z0-9_-]{0,99})$/;
const EKSCTL = /(?:^|@)([A-Za-z0-9][A-Za-z0-9_-]{0,99})\.([a-z0-9-]+)\.eksctl\.io$/;
const ENDPOINTS = [
  /\.([a-z0-9-]+)\.eks\.amazonaws\.com(?:\.cn)?$/,
  /\.eks-cluster\.([a-z0-9-]+)\.api\.(?:aws|amazonwebservices\.com\.cn)$/,
];
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/;

/** Where a context leads: by the command that gets its token, by the names that tools give, and by the address of its API server. */
export function identifyEks(facts: ContextFacts): IdentifiedContext {
  const command = readTokenCommand(facts.exec);
  const arn = findMatch(facts.names, ARN);
  const eksctl = findMatch(facts.names, EKSCTL);
  const endpoint = ENDPOINTS.map((pattern) => pattern.exec(facts.host)?.[1]).find((region) => region !== undefined);
  if (command === undefined && arn === undefined && eksctl === undefined && endpoint === undefined)
    return { type: 'other', why: `no EKS cluster: its API server is ${facts.host}` };
  const name = command?.name ?? arn?.[3] ?? eksctl?.[1];
  if (name === undefined || !NAME.test(name)) return { type: 'other', why: 'an EKS cluster whose name the kubeconfig does not tell' };
  const region = [endpoint, command?.region, arn?.[1], eksctl?.[2], command?.usualRegion].find((each) => each !== undefined);
  if (region === undefined || !REGION.test(region))
    return { type: 'other', why: `the EKS cluster ${name}, whose region the kubeconfig does not tell` };
  // A label that was copied to another cluster tells nothing of that one's account.
  const account = arn?.[3] === name && arn[1] === region ? arn[2] : undefined;
  return {
    type: 'eks',
    name,
    region,
    ...(account === undefined ? {} : { account }),
    ...(command?.role === undefined ? {} : { role: command.role }),
  };
}

interface TokenCommand {
  readonly name: string | undefined;
  readonly region: string | undefined;
  readonly role: string | undefined;
  /** Where the command names no region. */
  readonly usualRegion: string | undefined;
}

/** `aws eks get-token` or `aws-iam-authenticator token`, however they are wrapped. */
function readTokenCommand(exec: ContextFacts['exec']): TokenCommand | undefined {
  if (exec === undefined) return undefined;
  const words = [exec.command, ...exec.args].map((word) => word.replace(/^.*[/\\]/, '').replace(/\.exe$/i, ''));
  const isAws = words.includes('eks') && words.includes('get-token');
  const isAuthenticator = words.includes('aws-iam-authenticator') && words.includes('token');
  if (!isAws && !isAuthenticator) return undefined;
  const option = (...names: readonly string[]) => readOption(exec.args, names);
  return {
    name: isAws ? option('--cluster-name') : option('--cluster-id', '-i'),
    region: option('--region'),
    role: isAws ? option('--role-arn') : option('--role', '-r'),
    usualRegion: exec.env['AWS_REGION'] ?? exec.env['AWS_DEFAULT_REGION'],
  };
}

function readOption(args: readonly string[], names: readonly string[]): string | undefined {
  for (const [index, word] of args.entries()) {
    if (names.includes(word)) return args[index + 1];
    const inline = names.find((name) => word.startsWith(`${name}=`));
    if (inline !== undefined) return word.slice(inline.length + 1);
  }
  return undefined;
}

function findMatch(texts: readonly string[], pattern: RegExp): RegExpExecArray | undefined {
  return texts.map((text) => pattern.exec(text)).find((match) => match !== null) ?? undefined;
}
