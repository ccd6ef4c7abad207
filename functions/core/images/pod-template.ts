import { asJsonObject, asString, isJsonList, type JsonObject } from '../json.ts';
import type { KubeObject } from '../kube-object.ts';

/** A container and the image that it names. */
export interface ContainerImage {
  readonly container: string;
  readonly image: string;
  /** The field it stands in, to say where. */
  readonly list: 'containers' | 'initContainers';
}

/** Fields that lead to the spec of the Pods, for each kind that makes some. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  Rollout: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** Where the spec of the Pods stands in an object of this kind; undefined for a kind that makes none. */
export function findTemplate(kind: string): readonly string[] | undefined {
  return Object.hasOwn(TEMPLATES, kind) ? TEMPLATES[kind] : undefined;
}

/** The images that an object names for its Pods. */
export function listImages(object: KubeObject, kind: string): readonly ContainerImage[] {
  const path = findTemplate(kind);
  if (path === undefined) return [];
  let spec: JsonObject = object;
  for (const field of path) spec = asJsonObject(spec[field]);
  return (['initContainers', 'containers'] as const).flatMap((list) => {
    const containers = spec[list];
    if (!isJsonList(containers)) return [];
    return containers.flatMap((each): ContainerImage[] => {
      const { name, image } = asJsonObject(each);
      const [container, text] = [asString(name), asString(image)];
      return container === undefined || text === undefined ? [] : [{ container, image: text, list }];
    });
  });
}
