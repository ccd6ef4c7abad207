import { asJsonObject } from '../../json.ts';
import { type Discovered, type DiscoveredSource, NOTHING_DISCOVERED } from '../discovered-source.ts';
import type { DiscoveryContext, DiscoveryRule } from '../discovery-rule.ts';
import { findElsewhere } from '../flux/is-here.ts';
import { nameRelease } from '../flux/name-release.ts';
import { RELEASES, recordOf } from '../helm/collect-releases.ts';
import type { ReleaseFacts } from '../helm/release.ts';
import { nameSource } from '../name-source.ts';
import { readText } from '../read-fields.ts';
import type { ToolObject } from '../tool-object.ts';

/** A release that somebody installed with Helm, as Helm keeps it in the cluster: compared with what Helm last applied of it. */
export const helmRelease: DiscoveryRule = { tool: 'helm', group: RELEASES, kind: 'Release', read: readObject };

function readObject(object: ToolObject, context: DiscoveryContext): Discovered {
  if (isOfFlux(object, context)) return NOTHING_DISCOVERED;
  const record = recordOf(object);
  const { revision, status } = record;
  if (status !== 'deployed') return { ...NOTHING_DISCOVERED, sources: [build(object, undefined, [describeStatus(revision, status)])] };
  const fact = context.facts.ask({ type: 'release', record });
  if (fact === undefined) return NOTHING_DISCOVERED;
  if (fact.type === 'release') return { ...NOTHING_DISCOVERED, sources: [build(object, fact.release, [])] };
  const message = fact.type === 'failed' ? fact.message : 'it went away while it was read';
  return { ...NOTHING_DISCOVERED, sources: [build(object, undefined, [message])] };
}

function build(object: ToolObject, facts: ReleaseFacts | undefined, problems: readonly string[]): DiscoveredSource {
  const { namespace, name } = object;
  const record = recordOf(object);
  const chart = facts === undefined ? '' : `, chart ${facts.chart}`;
  return {
    source: {
      id: nameSource(object),
      url: `Helm release ${namespace}/${name}${chart}`,
      revision: `revision ${record.revision}`,
      path: '',
      defaultNamespace: facts?.namespace ?? namespace,
      worktree: false,
    },
    tool: 'helm',
    object,
    isListed: false,
    release: {
      record,
      chart: facts?.chart ?? '',
      valueKeys: facts?.valueKeys ?? [],
      ...(facts?.fluxRelease === undefined ? {} : { fluxRelease: facts.fluxRelease }),
    },
    ignore: [],
    namespaces: [],
    problems,
    notes: [],
  };
}

function describeStatus(revision: number, status: string): string {
  if (status === 'failed') return `revision ${revision} failed, so what Helm applied of it is not known; see helm history`;
  return `revision ${revision} is ${status}: Helm is at work on it, or was broken off; see helm history`;
}

/** A HelmRelease that is followed is compared with what git says; the release that Flux made of it is the same once more. */
function isOfFlux({ namespace, name }: ToolObject, { list, tools, destinations }: DiscoveryContext): boolean {
  if (!tools.includes('flux')) return false;
  return list('helm.toolkit.fluxcd.io', 'HelmRelease').some((declared) => {
    const spec = asJsonObject(declared.body['spec']);
    if (findElsewhere(spec['kubeConfig'], destinations) !== undefined) return false;
    const storage = readText(spec['storageNamespace']) ?? declared.namespace;
    return storage === namespace && nameRelease(spec, declared.name) === name;
  });
}
