import { annotationsOf, compareText, controllerOwnerOf, labelsOf } from '../kube-object.ts';
import { keyOf, type ToolObject } from './tool-object.ts';

/**
 * The objects of delivery tools as they become known. What git declares of an object stands before what the cluster holds of it, which somebody may
 * have changed by hand; of two declarations the one that was reached first.
 */
export class KnownObjects {
  private readonly objects = new Map<string, ToolObject>();
  /** Roots of the cluster that turned out to be declared, perhaps by what they themselves deliver. */
  private readonly replaced = new Set<string>();

  /** Adds objects of the cluster. Returns whether any is new. */
  addLive(objects: readonly ToolObject[]): boolean {
    const added = objects.filter((object) => !this.objects.has(keyOf(object)));
    for (const object of added) this.objects.set(keyOf(object), object);
    return added.length > 0;
  }

  addDeclared(objects: readonly ToolObject[]): void {
    for (const object of objects) {
      const key = keyOf(object);
      const known = this.objects.get(key);
      if (known !== undefined && known.whence.type === 'declared') continue;
      if (known !== undefined) this.replaced.add(key);
      this.objects.set(key, object);
    }
  }

  /** Forgets what was declared by sources that are none any more. Returns whether anything was. */
  keepDeclaredBy(sources: ReadonlySet<string>): boolean {
    const gone = [...this.objects].filter(
      ([key, { whence }]) => whence.type === 'declared' && !sources.has(whence.origin.source) && !this.replaced.has(key),
    );
    for (const [key] of gone) this.objects.delete(key);
    return gone.length > 0;
  }

  find(group: string, kind: string, namespace: string, name: string): ToolObject | undefined {
    return this.objects.get(keyOf({ group, kind, namespace, name }));
  }

  /** All of them, or those of one kind, sorted. */
  list(group?: string, kind?: string): readonly ToolObject[] {
    return [...this.objects.values()]
      .filter((object) => group === undefined || (object.group === group && object.kind === kind))
      .sort((a, b) => compareText(keyOf(a), keyOf(b)));
  }
}

/**
 * True for an object of the cluster that says another one delivers or makes it: it is looked at only when nothing that is delivered declared it. A
 * forged mark changes that order and nothing else.
 */
export function isNested({ body, name, namespace }: ToolObject): boolean {
  if (controllerOwnerOf(body) !== undefined) return true;
  const tracking = annotationsOf(body)['argocd.argoproj.io/tracking-id'];
  if (typeof tracking === 'string') return ![name, `${namespace}_${name}`].includes(tracking.split(':')[0] ?? '');
  const labels = labelsOf(body);
  const [owner, where] = [labels['kustomize.toolkit.fluxcd.io/name'], labels['kustomize.toolkit.fluxcd.io/namespace']];
  return typeof owner === 'string' && !(owner === name && where === namespace);
}
