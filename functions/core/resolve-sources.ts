import { buildRendering } from './build-rendering.ts';
import type { SourceItem } from './check-item.ts';
import type { ClusterSourceConfig, SourceConfig } from './config/fleet-config.ts';
import type { DiscoveryRef } from './discover/discovery-ref.ts';
import { PlumblineError } from './errors.ts';
import { compareText } from './kube-object.ts';

/** The cluster that `{cluster}` and `{region}` stand for. */
interface Place {
  readonly cluster: string;
  readonly region: string;
}

/** The sources of one cluster, whole: those of the top (`known`) with what the cluster changes, and its own. None named: all of the top. */
export function resolveSources(
  named: readonly ClusterSourceConfig[] | undefined,
  known: ReadonlyMap<string, SourceConfig>,
  place: Place,
): SourceItem[] {
  const wanted: readonly ClusterSourceConfig[] = named ?? [...known.keys()];
  return wanted.flatMap((source) => resolveSource(source, known, place)).sort((a, b) => compareText(a.id, b.id));
}

/** Those of them that say from where further sources are found. */
export function resolveDiscoveries(
  named: readonly ClusterSourceConfig[] | undefined,
  known: ReadonlyMap<string, SourceConfig>,
): DiscoveryRef[] {
  const wanted: readonly ClusterSourceConfig[] = named ?? [...known.keys()];
  return wanted
    .flatMap((source): DiscoveryRef[] => {
      const { id, ...changes } = typeof source === 'string' ? { id: source } : source;
      const { from, url, destinations = [] } = { ...known.get(id), ...changes };
      return from === undefined ? [] : [{ id, from, ...(url === undefined || from === 'helm' ? {} : { source: id }), destinations }];
    })
    .sort((a, b) => compareText(a.id, b.id));
}

function resolveSource(named: ClusterSourceConfig, known: ReadonlyMap<string, SourceConfig>, place: Place): SourceItem[] {
  const { id, ...changes } = typeof named === 'string' ? { id: named } : named;
  const { url, from, revision = 'HEAD', path = '', namespace = 'default', secret, render, provenance } = { ...known.get(id), ...changes };
  if (url === undefined && from !== undefined) return [];
  if (url === undefined) throw new PlumblineError('config', `no source is called ${JSON.stringify(id)}`);
  const resolved = {
    id,
    url,
    revision: fillIn(revision, place),
    path: fillIn(path, place),
    defaultNamespace: namespace,
    ...(secret === undefined ? {} : { secret }),
    ...(render === undefined ? {} : { rendering: buildRendering(render, namespace, (text) => fillIn(text, place)) }),
    ...(provenance === undefined ? {} : { provenance }),
  };
  return [resolved];
}

function fillIn(template: string, { cluster, region }: Place): string {
  return template.replaceAll('{cluster}', () => cluster).replaceAll('{region}', () => region);
}
