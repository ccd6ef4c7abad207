/** Where Helm keeps one revision of a release, and what the labels there say of it (helm:pkg/storage/driver). */
export interface ReleaseRecord {
  readonly storage: 'Secret' | 'ConfigMap';
  /** Name of that object: `sh.helm.release.v1.web.v7`. */
  readonly object: string;
  readonly namespace: string;
  readonly name: string;
  readonly revision: number;
  /** `deployed`, `failed`, `pending-upgrade` and so on. */
  readonly status: string;
}

/** What is told of a release beside its objects: no value, since values hold passwords. */
export interface ReleaseFacts {
  /** Namespace of objects that name none. */
  readonly namespace: string;
  /** `web-1.2.3`: name and version of the chart. */
  readonly chart: string;
  /** The keys at the top of the values that were given, sorted. */
  readonly valueKeys: readonly string[];
  /** The HelmRelease of Flux that its objects say they belong to, `shop/web`. */
  readonly fluxRelease?: string;
}

/** A release whole, as it is stored. */
export interface StoredRelease extends ReleaseFacts {
  /** What Helm last applied, and behind it the hooks. YAML. */
  readonly manifest: string;
  /** What lies in `crds/` of the chart: installed once, and never touched again. YAML. */
  readonly definitions: string;
}

/** What reports call the file that a release stands for; no repository has one of this name. */
export function nameReleaseFile({ namespace, name, revision }: Pick<ReleaseRecord, 'namespace' | 'name' | 'revision'>): string {
  return `release ${namespace}/${name} revision ${revision}`;
}

/** The release that such a name stands for; undefined for a file of a repository. */
export function parseReleaseFile(
  file: string,
): { readonly namespace: string; readonly name: string; readonly revision: string } | undefined {
  const [, namespace, name, revision] = /^release ([a-z0-9-]+)\/([a-z0-9.-]+) revision (\d+)$/.exec(file) ?? [];
  return namespace === undefined || name === undefined || revision === undefined ? undefined : { namespace, name, revision };
}
