import { asJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { MadeNamespace } from '../discovered-source.ts';
import { readObjects, readText, readTextMap, readTexts } from '../read-fields.ts';
import type { ToolObject } from '../tool-object.ts';
import { type Destination, readDestination } from './read-destination.ts';

/** An Application, as far as it bears on what is delivered. */
export interface ArgoApplication {
  readonly object: ToolObject;
  readonly project: string;
  readonly destination: Destination;
  readonly sources: readonly JsonObject[];
  readonly ignore: Json | undefined;
  readonly namespaces: readonly MadeNamespace[];
}

/** Reads what an Application says. `sources` stands before `source`; of one that is hydrated, the branch that is synced. */
export function readApplication(object: ToolObject, destinations: readonly string[]): ArgoApplication {
  const spec = asJsonObject(object.body['spec']);
  const destination = readDestination(spec['destination'], destinations);
  return {
    object,
    project: readText(spec['project']) ?? 'default',
    destination,
    sources: listSources(spec),
    ignore: spec['ignoreDifferences'],
    namespaces: listNamespaces(asJsonObject(spec['syncPolicy']), destination),
  };
}

function listSources(spec: JsonObject): readonly JsonObject[] {
  const hydrator = asJsonObject(spec['sourceHydrator']);
  if (Object.keys(hydrator).length > 0) {
    const [dry, sync] = [asJsonObject(hydrator['drySource']), asJsonObject(hydrator['syncSource'])];
    return [{ repoURL: sync['repoURL'] ?? dry['repoURL'] ?? '', targetRevision: sync['targetBranch'] ?? '', path: sync['path'] ?? '' }];
  }
  const several = readObjects(spec['sources']);
  if (several.length > 0) return several;
  const source = asJsonObject(spec['source']);
  return Object.keys(source).length > 0 ? [source] : [];
}

/** `CreateNamespace=true` makes the namespace of the destination where it is not there, with `managedNamespaceMetadata` on it. */
function listNamespaces(policy: JsonObject, { namespace }: Destination): readonly MadeNamespace[] {
  if (namespace === undefined || !readTexts(policy['syncOptions']).some((option) => option.toLowerCase() === 'createnamespace=true'))
    return [];
  const { labels, annotations } = asJsonObject(policy['managedNamespaceMetadata']);
  return [{ name: namespace, labels: { ...readTextMap(labels) }, annotations: { ...readTextMap(annotations) } }];
}
