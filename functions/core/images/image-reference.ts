/** A reference to an image in its parts: `registry/shop/web:1.4@sha256:…`. */
export interface ImageReference {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** The parts of a reference, however it is written. What is no digest behind `@` is none. */
export function parseImage(image: string): ImageReference {
  const [name = '', behind] = image.split('@');
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  const digest = behind !== undefined && DIGEST.test(behind) ? behind : undefined;
  return {
    repository: hasTag ? name.slice(0, colon) : name,
    ...(hasTag ? { tag: name.slice(colon + 1) } : {}),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** What a reference means by its looks: the same bytes for ever, whatever the tag names today, or whatever is newest. */
export type Pinning = 'digest' | 'tag' | 'floating';

export function findPinning({ tag, digest }: ImageReference): Pinning {
  if (digest !== undefined) return 'digest';
  return tag === undefined || tag === 'latest' ? 'floating' : 'tag';
}

/**
 * The digest in `imageID` of a container's status: `registry/web@sha256:…`, behind `docker-pullable://` on old nodes. Undefined for an id that only the node
 * knows (`sha256:…` alone, of an image that came from no registry).
 */
export function readRunningDigest(imageId: string): string | undefined {
  const behind = imageId.split('@')[1];
  return behind !== undefined && DIGEST.test(behind) ? behind : undefined;
}
