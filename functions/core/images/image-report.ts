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

/** One image under one tag that runs as several: the tag was moved after some of the Pods had started. */
export type MovedTag = Pick<RunningImage, 'ref' | 'container' | 'image' | 'digests'>;

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
}
