import type { Origin } from './difference.ts';
import type { KubeObject } from './kube-object.ts';
import type { Identity, Provenance } from './provenance/provenance.ts';
import type { ResolvedInput } from './rendering/resolved-input.ts';
import type { HelmRequest, KustomizeRequest } from './rendering-request.ts';
import type { EncryptedFields } from './sops/sealed.ts';

/**
 * One object that git declares, before the cluster said whether its kind is namespaced. `namespace` is what the manifest says, or undefined.
 * `document` and `item` find it again inside its file: index of the YAML document, and of the item inside a `List` (absent outside one).
 */
export interface DesiredObject {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** Namespace for a namespaced object that names none; the source's setting. */
  readonly defaultNamespace: string;
  readonly body: KubeObject;
  readonly origin: Origin;
  readonly document: number;
  readonly item?: number;
  /** Where SOPS encrypts something of it. */
  readonly encrypted?: EncryptedFields;
  /** It was rendered: its file is what it was made of, and need not say all of it, nor have said it before. */
  readonly isRendered?: true;
  /** What it was rendered from; one for all objects of a rendering. */
  readonly renderedFrom?: RenderedFrom;
  /** The kustomization that was built, where one was: its file from the root. */
  readonly renderedBy?: string;
  /** The object of its file that it was made of, where it was made of one. */
  readonly original?: KubeObject;
  /** What a second rendering made of it, where that differs: there only presence is compared. */
  readonly again?: KubeObject;
}

/** What was rendered: a folder, from the root of the repository, and what was asked for. */
export interface RenderedFrom {
  readonly folder: string;
  readonly request: KustomizeRequest | HelmRequest;
}

/** Why a file, or a part of one, was not compared. Each has a message that says what to do. */
export type UncheckedFileReason =
  | 'invalid-yaml'
  | 'duplicate-key'
  | 'too-large'
  | 'too-many-aliases'
  | 'not-an-object'
  | 'no-kind'
  | 'no-name'
  | 'declared-twice'
  | 'outside-repository'
  | 'lfs-pointer'
  | 'not-utf8'
  | 'not-rendered'
  | 'render-failed'
  | 'encrypted'
  | 'unreadable'
  | 'refused'
  | 'empty-source';

/** Something of a source that could not be read as Kubernetes objects: nothing is claimed about it, and the verdict is at best `incomplete`. */
export interface UncheckedFile {
  readonly type: 'file';
  readonly source: string;
  readonly file: string;
  readonly line?: number;
  readonly reason: UncheckedFileReason;
  readonly message: string;
}

/** A file or object that is rightly not compared: no manifest, a hook, a `generateName`, excluded by `.plumblineignore`. Named, but no gap in the check. */
export interface SetAside {
  readonly source: string;
  readonly file: string;
  readonly line?: number;
  readonly reason:
    | 'not-a-manifest'
    | 'helm-template'
    | 'kustomization'
    | 'helm-values'
    | 'ignored'
    | 'helm-hook'
    | 'argo-hook'
    | 'generate-name';
  readonly message: string;
}

/** What was compared of one source: the commit, when it was committed (RFC 3339), or `worktree` for uncommitted files. */
export interface Revision {
  readonly source: string;
  readonly url: string;
  readonly revision: string;
  readonly commit: string;
  readonly committedAt?: string;
  /** As the commit says; its signature alone proves anything. Absent for uncommitted files. */
  readonly author?: Identity;
  readonly committer?: Identity;
  /** Absent where nobody asked, and nothing is to be said. */
  readonly provenance?: Provenance;
  /** What it takes in from elsewhere, and which tag a range stood for. Absent: nothing. */
  readonly resolved?: readonly ResolvedInput[];
}

/** Everything that git declares for one cluster. Objects set apart as hooks are in `hooks`: not compared, and not unmanaged either. */
export interface DesiredState {
  readonly revisions: readonly Revision[];
  readonly objects: readonly DesiredObject[];
  readonly hooks: readonly DesiredObject[];
  readonly unchecked: readonly UncheckedFile[];
  readonly setAside: readonly SetAside[];
}
