import type { DesiredObject } from '../desired-state.ts';
import { asJsonObject, asString, type JsonObject } from '../json.ts';
import { annotationsOf, metadataOf } from '../kube-object.ts';
import { folderOf, resolvePath } from '../manifests/file-paths.ts';
import { readDocument } from '../manifests/read-document.ts';

const ANNOTATION = 'config.kubernetes.io/origin';

/** What Kustomize says of where an object comes from. */
export interface KustomizeOrigin {
  /** File of the repository, from its root: the resource's own, or the kustomization that generated it. */
  readonly file: string;
  /** The kind of the generator, such as ConfigMapGenerator, where it was generated. */
  readonly generator?: string;
}

/** Reads the origin that Kustomize annotated, relative to the folder of the kustomization that was built; undefined where it does not tell. */
export function readOrigin(object: DesiredObject, kustomization: string): KustomizeOrigin | undefined {
  const text = asString(annotationsOf(object.body)[ANNOTATION]);
  const read = text === undefined ? undefined : readDocument(text);
  if (read === undefined || 'reason' in read) return undefined;
  const origin = asJsonObject(read[0]?.value);
  if ('repo' in origin) return undefined;
  const written = asString(origin['path']) ?? asString(origin['configuredIn']);
  const file = written === undefined ? undefined : resolvePath(folderOf(kustomization), written);
  if (file === undefined) return undefined;
  const generator = asString(asJsonObject(origin['configuredBy'])['kind']);
  if ('path' in origin) return { file };
  // A patch that replaced all annotations is named as the origin, which it is not.
  return generator?.endsWith('Generator') ? { file, generator } : undefined;
}

/** The object without the annotation, which is no part of what is delivered. */
export function removeOrigin(body: JsonObject): JsonObject {
  const { [ANNOTATION]: origin, ...annotations } = annotationsOf(body);
  if (origin === undefined) return body;
  const { annotations: _annotations, ...metadata } = metadataOf(body);
  return { ...body, metadata: Object.keys(annotations).length === 0 ? metadata : { ...metadata, annotations } };
}
