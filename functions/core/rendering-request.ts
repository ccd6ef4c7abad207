import type { Origin } from './difference.ts';
import type { FieldPath } from './field-path.ts';
import type { JsonObject } from './json.ts';

/** Manifests as they stand in git: nothing is rendered, even where a kustomization or a chart lies beside them. */
export interface PlainRequest {
  readonly type: 'plain';
  /** Only files whose path below the source matches one of these patterns (`*`, `**`, `{a,b}`); absent: all. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** How the patterns are read: as Argo CD does, `*` and `?` go over `/` too. Absent: they do not. */
  readonly patterns?: 'argo-cd';
  /** Also the folders below. Absent: yes. */
  readonly recurse?: boolean;
}

/** Where an overlay, or values, are told: by an object of a delivery tool that git declares. `at` leads to what they are made of, inside that object. */
export interface OverlaySettings {
  readonly tool: 'argo-cd' | 'flux';
  readonly origin: Origin;
  readonly at: FieldPath;
}

/**
 * The folder built with Kustomize; one without a kustomization gets one that lists its manifests, as Flux does. `overlay` is laid into its kustomization as
 * `kustomize edit`, Argo CD and Flux do: lists are appended (`images` and `replicas` by name), mappings merged, all else replaced. Its fields are those of kustomization.yaml;
 * `*` in an image keeps what stands there.
 */
export interface KustomizeRequest {
  readonly type: 'kustomize';
  readonly overlay?: JsonObject;
  /** Absent: nobody knows which lines of git tell the overlay. */
  readonly settings?: OverlaySettings;
  /** Flux's `postBuild`: `${NAME}`, `${NAME:=default}` and the like are filled in after the build. Absent: nothing is substituted. */
  readonly substitute?: Readonly<Record<string, string>>;
  /** Components of the overlay that may be absent. Absent: none may. */
  readonly ignoreMissingComponents?: boolean;
  /** Patterns of `.gitignore` over what Flux's source takes from the repository; they count where a folder has no kustomization. Absent: none. */
  readonly sourceIgnore?: string;
  /** Built as kustomize-controller does: files may lie outside the folder, and origins stay where it lists no resource. Absent: as kubectl and Argo CD do. */
  readonly as?: 'flux';
}

/**
 * Where a chart lies: the folder of the source; a chart of a repository; an OCI artefact (`oci://host/path`), by version or digest. `digest` is
 * `sha256:…`: of the archive of a repository's chart, of the manifest of an OCI artefact. A version may be a range (`~4.12`, `1.x`): the newest in it
 * counts. A tag is taken as it is written; an artefact with none of the three is its newest version.
 */
export type ChartRef =
  | { readonly type: 'path' }
  | { readonly type: 'repository'; readonly url: string; readonly name: string; readonly version: string; readonly digest?: string }
  | { readonly type: 'oci'; readonly url: string; readonly version?: string; readonly tag?: string; readonly digest?: string };

/** A chart rendered as `helm template` would. Values are laid over each other in this order: the chart's, `valuesFiles`, `values`, `parameters`. */
export interface HelmRequest {
  readonly type: 'helm';
  readonly chart: ChartRef;
  /** Absent: the chart's own name. */
  readonly releaseName?: string;
  readonly namespace: string;
  /** Paths from the folder of the source; those that begin with `/` from the root of the repository. */
  readonly valuesFiles: readonly string[];
  /** Values files that may be absent. Absent: none may. */
  readonly ignoreMissingValuesFiles?: boolean;
  readonly values?: JsonObject;
  /** Where `values` and `parameters` are told. Absent: nobody knows. */
  readonly settings?: OverlaySettings;
  /** As `--set` takes them, or `--set-string` where `asString`. */
  readonly parameters?: readonly { readonly name: string; readonly value: string; readonly asString?: boolean }[];
  /** Render what lies in `crds/` too. Absent: yes. */
  readonly includeCrds?: boolean;
  /** Kustomize patches laid over what the chart rendered (Flux's `postRenderers`). */
  readonly postRender?: JsonObject;
}

/** How a source becomes objects. Absent on a source: by what lies there (a kustomization, a chart, else plain manifests). */
export type RenderingRequest = PlainRequest | KustomizeRequest | HelmRequest;
