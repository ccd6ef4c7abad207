import { compareText } from '../kube-object.ts';
import type { FoundCluster, LeftOut } from './found-fleet.ts';
import { type ContextFacts, type IdentifiedContext, identifyEks } from './identify-eks.ts';

type Identified = Extract<IdentifiedContext, { type: 'eks' }>;

/** The EKS clusters of these contexts, each once however many contexts lead to it; and the contexts that lead to none. Sorted. */
export function collectContexts(contexts: readonly ContextFacts[]): { readonly clusters: FoundCluster[]; readonly leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = [];
  const found: { readonly context: string; readonly eks: Identified }[] = [];
  for (const facts of contexts) {
    const eks = identifyEks(facts);
    if (eks.type === 'eks') found.push({ context: facts.context, eks });
    else leftOut.push({ what: `context ${facts.context}`, why: eks.why });
  }
  const clusters: FoundCluster[] = [];
  for (const same of Map.groupBy(found, ({ eks }) => `${eks.region}/${eks.name}`).values()) {
    const accounts = [...new Set(same.flatMap(({ eks }) => eks.account ?? []))].sort();
    for (const account of accounts.length > 0 ? accounts : [undefined]) {
      // Where one account alone is told, a context that tells none leads there too.
      const those = same.filter(({ eks }) => eks.account === account || (accounts.length === 1 && eks.account === undefined));
      const [one] = those;
      if (one !== undefined) clusters.push(describe(one.eks, account, those));
    }
    if (accounts.length < 2) continue;
    for (const { context, eks } of same.filter((each) => each.eks.account === undefined))
      leftOut.push({ what: `context ${context}`, why: `the EKS cluster ${eks.name} of ${accounts.join(' or ')}: it does not tell which` });
  }
  return { clusters, leftOut: leftOut.sort((a, b) => compareText(a.what, b.what)) };
}

function describe(
  { name, region }: Identified,
  account: string | undefined,
  contexts: readonly { readonly context: string; readonly eks: Identified }[],
): FoundCluster {
  const roles = [...new Set(contexts.flatMap(({ eks }) => eks.role ?? []))].sort();
  const names = contexts.map(({ context }) => context).sort(compareText);
  return {
    name,
    region,
    ...(account === undefined ? {} : { account }),
    notes: [
      `${names.length === 1 ? 'Context' : 'Contexts'} ${names.join(', ')}.`,
      ...roles.map((role) => `You read it as ${role}; Plumbline has a role of its own.`),
    ],
  };
}
