import type { ObjectRef } from '../kube-object.ts';

/** A digest that runs, and in how many Pods. */
export interface RunningDigest {
  readonly digest: string;
  readonly pods: number;
}

/**
 * What the Pods of one workload run in one container, by the image that their spec names. `unknown`: Pods that have not started the container, or run an image
 * that came from no registry.
 */
export interface RunningImage {
  readonly ref: ObjectRef;
  readonly container: string;
  readonly image: string;
  readonly digests: readonly RunningDigest[];
  readonly unknown: number;
}

/** What a tag names in its registry now, or the code with which the registry refused to say. */
export type ResolvedTag = { readonly image: string } & ({ readonly digest: string } | { readonly refusal: string });

/**
 * A tag that was moved after Pods had started: it runs as several digests, or its registry names another one by now, `now`: the one that Pods which start next
 * will run. `now` is absent where no registry was asked.
 */
export interface MovedTag extends Pick<RunningImage, 'ref' | 'container' | 'image' | 'digests'> {
  readonly now?: string;
}

/** A declared container whose image no digest pins. `floating`: `latest`, or no tag at all. */
export interface UnpinnedImage {
  readonly ref: ObjectRef;
  readonly container: string;
  readonly image: string;
  readonly pinning: 'tag' | 'floating';
}

/** What a check knows of images. Advice: of all this only a digest that git pins and that does not run is a difference, and stands among these. */
export interface ImageReport {
  /** Containers that git declares, by how their image is named. */
  readonly declared: { readonly digest: number; readonly tag: number; readonly floating: number };
  readonly unpinned: readonly UnpinnedImage[];
  readonly movedTags: readonly MovedTag[];
  readonly running: readonly RunningImage[];
  /** Images whose tag the registry did not tell; absent where no registry was asked. */
  readonly unresolved?: readonly { readonly image: string; readonly refusal: string }[];
}
