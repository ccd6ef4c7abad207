import type { JsonObject } from './json.ts';

/** Manifests as they stand in git: nothing is rendered, even where a kustomization or a chart lies beside them. */
export interface PlainRequest {
  readonly type: 'plain';
  /** Only files whose path below the source matches one of these patterns (`*`, `**`, `{a,b}`); absent: all. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Also the folders below. Absent: yes. */
  readonly recurse?: boolean;
}

/** A patch as Kustomize reads it: strategic merge or JSON 6902 text, and the objects that it is for. */
export interface KustomizePatch {
  readonly patch: string;
  readonly target?: JsonObject;
}

/** The folder built with Kustomize. `overlay` is laid over it as one more kustomization: fields of kustomization.yaml, such as Argo CD's `kustomize:` or Flux's `patches:`. */
export interface KustomizeRequest {
  readonly type: 'kustomize';
  readonly overlay?: JsonObject;
  /** Flux's `postBuild`: `${NAME}`, `${NAME:=default}` and the like are filled in after the build. Absent: nothing is substituted. */
  readonly substitute?: Readonly<Record<string, string>>;
}

/** Where a chart lies: the folder of the source; a chart of a repository; an OCI artefact (`oci://host/path`), by version or digest. */
export type ChartRef =
  | { readonly type: 'path' }
  | { readonly type: 'repository'; readonly url: string; readonly name: string; readonly version: string }
  | { readonly type: 'oci'; readonly url: string; readonly version?: string; readonly digest?: string };

/** A chart rendered as `helm template` would. Values are laid over each other in this order: the chart's, `valuesFiles`, `values`, `parameters`. */
export interface HelmRequest {
  readonly type: 'helm';
  readonly chart: ChartRef;
  readonly releaseName: string;
  readonly namespace: string;
  /** Paths from the folder of the source; those that begin with `/` from the root of the repository. */
  readonly valuesFiles: readonly string[];
  /** Values files that may be absent. Absent: none may. */
  readonly ignoreMissingValuesFiles?: boolean;
  readonly values?: JsonObject;
  /** As `--set` takes them, or `--set-string` where `asString`. */
  readonly parameters?: readonly { readonly name: string; readonly value: string; readonly asString?: boolean }[];
  /** Render what lies in `crds/` too. Absent: yes. */
  readonly includeCrds?: boolean;
  /** Kustomize patches laid over what the chart rendered (Flux's `postRenderers`). */
  readonly postRender?: JsonObject;
}

/** How a source becomes objects. Absent on a source: by what lies there (a kustomization, a chart, else plain manifests). */
export type RenderingRequest = PlainRequest | KustomizeRequest | HelmRequest;
