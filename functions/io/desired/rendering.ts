import type { SourceRef } from '../../core/check.ts';
import type { DesiredObject } from '../../core/desired-state.ts';
import type { ParsedManifests } from '../../core/manifests/parse-manifests.ts';
import type { ResolvedInput } from '../../core/rendering/resolved-input.ts';
import type { HelmRequest, KustomizeRequest } from '../../core/rendering-request.ts';
import type { Workbench } from '../rendering/workbench.ts';
import type { SourceTree } from '../source-tree.ts';

/** One thing to be rendered. Files and folders are paths from the root of the repository. */
export type RenderJob =
  | { readonly type: 'plain'; readonly files: readonly string[] }
  /** `file`: the kustomization, or the folder where it has none; `what`: why it is built, a noun. */
  | {
      readonly type: 'kustomize';
      readonly folder: string;
      readonly file: string;
      readonly what: string;
      readonly request: KustomizeRequest;
    }
  | { readonly type: 'helm'; readonly folder: string; readonly file: string; readonly what: string; readonly request: HelmRequest };

/** Where jobs are done. */
export interface RenderPlace {
  readonly source: SourceRef;
  readonly tree: SourceTree;
  /** Absent: nothing but plain manifests is read. */
  readonly bench: Workbench | undefined;
  /** What a file of manifests declares; each is read once. */
  readonly readObjects: (file: string) => Promise<readonly DesiredObject[]>;
}

/** What came of a job, with what it took in from elsewhere. */
export interface Rendered extends ParsedManifests {
  readonly resolved?: readonly ResolvedInput[];
}

/** One way of turning what lies in a source into objects. What cannot be rendered is a gap in the outcome, never thrown. */
export type Render<T extends RenderJob['type']> = (job: Extract<RenderJob, { readonly type: T }>, place: RenderPlace) => Promise<Rendered>;
