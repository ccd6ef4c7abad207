import type { DeliveryTool } from '../discover/tool-object.ts';
import { compareText } from '../kube-object.ts';
import { formatPlural } from '../render/format-quantity.ts';
import type { FoundDelivery } from './found-delivery.ts';
import type { FoundSource } from './found-fleet.ts';
import type { FoundRepository } from './list-repositories.ts';
import { writeComment, writeScalar } from './write-scalar.ts';

/** A cluster that was asked what tools deliver to it. */
export interface AskedCluster {
  readonly context: string;
  readonly deliveries: readonly FoundDelivery[];
}

/** Sources that follow the tools of clusters, one for each tool, with where it was found. */
export function writeDelivered(asked: readonly AskedCluster[], taken: Set<string>): string[] {
  const byTool = new Map<DeliveryTool, string[]>();
  for (const { context, deliveries } of asked)
    for (const { tool, kinds } of deliveries) byTool.set(tool, [...(byTool.get(tool) ?? []), `${describeKinds(kinds)} in ${context}`]);
  return [...byTool]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([tool, found]) => [
      ...found.map((text) => `  ${writeComment(`${text}.`)}`),
      `  - id: ${writeId(tool, taken)} # What reports call it.`,
      `    from: ${tool} # What it is told in each cluster is checked, found anew at every run: docs/discovery.md`,
      '    # destinations: [prod-eu] # How it knows the cluster, where it runs in another one.',
    ]);
}

/** A source that follows the tools of a repository. */
export function writeFollowed({ url, revision }: FoundSource, { tool, kinds, folder = '' }: FoundDelivery, taken: Set<string>): string[] {
  if (url === undefined) return [];
  return [
    `  ${writeComment(`${describeKinds(kinds)} in ${folder === '' ? 'the repository' : folder}.`)}`,
    `  - id: ${writeId(tool, taken)}`,
    `    url: ${writeScalar(url)}`,
    `    revision: ${writeScalar(revision ?? 'HEAD')}`,
    ...(folder === '' ? [] : [`    path: ${writeScalar(folder)}`]),
    `    from: ${tool} # What these objects tell is checked, found anew at every run: docs/discovery.md`,
  ];
}

/** `repositories`: nothing else is read that an object names. What is on a local address is for somebody to decide. */
export function writeRepositories(found: readonly FoundRepository[]): string[] {
  if (found.length === 0) return [];
  const entries = (isLocal: boolean): string[] =>
    found
      .filter((repository) => repository.isLocal === isLocal)
      .flatMap(({ url, insteadOf }) => [
        `  - url: ${writeScalar(url)}`,
        ...(insteadOf.length === 0 ? [] : [`    insteadOf: [${insteadOf.map(writeScalar).join(', ')}]`]),
        '    # secret: plumbline/git # The secret of Secrets Manager with the token. Left out: it is public.',
      ]);
  const [usual, local] = [entries(false), entries(true)];
  return [
    '',
    '# Where the repositories and charts that these tools name may be: what lies elsewhere is named as unchecked, and not read.',
    ...(usual.length === 0 ? ['# repositories:'] : ['repositories:', ...usual]),
    ...(local.length === 0 ? [] : ['# On local addresses, which whoever writes such an object can name; list them where that is right:']),
    ...local.map((line) => writeComment(line.replace(/^ {4}# .*/, '    # secret: plumbline/git'))),
  ];
}

function writeId(tool: DeliveryTool, taken: Set<string>): string {
  let id: string = tool;
  for (let number = 2; taken.has(id); number++) id = `${tool}-${number}`;
  taken.add(id);
  return id;
}

function describeKinds(kinds: FoundDelivery['kinds']): string {
  return Object.entries(kinds)
    .map(([kind, count]) => formatPlural(count, kind, kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`))
    .join(', ');
}
