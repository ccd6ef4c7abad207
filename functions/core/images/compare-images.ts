import { compareText } from '../kube-object.ts';
import { parseImage } from './image-reference.ts';
import type { RunningImage } from './image-report.ts';

/** One container of one application on both sides. `images`: what the specs name; `digests`: what runs. Sorted, each once. */
export interface ImageSide {
  readonly namespace: string | null;
  readonly images: readonly string[];
  readonly digests: readonly string[];
  /** Pods whose digest is not known. */
  readonly unknown: number;
}

/**
 * `same`: one digest runs, and it is the same. `other-digest`: the same tag, other bytes. `other-image`: another repository or tag. `unsettled`: a side runs
 * several digests or one that is not known. `only-first`, `only-second`: the other side does not run it.
 */
export type ImageVerdict = 'same' | 'other-digest' | 'other-image' | 'unsettled' | 'only-first' | 'only-second';

export interface ComparedImage {
  readonly kind: string;
  readonly name: string;
  readonly container: string;
  readonly verdict: ImageVerdict;
  readonly first?: ImageSide;
  readonly second?: ImageSide;
}

interface Entry extends ImageSide {
  readonly kind: string;
  readonly name: string;
  readonly container: string;
}

/**
 * Compares what two environments run, container by container: first those of the same namespace, then those that only one namespace of each side has under
 * that name, so that `shop-staging` is found in `shop-prod`. The same digest is the same artefact, wherever it was copied to.
 */
export function compareImages(first: readonly RunningImage[], second: readonly RunningImage[]): readonly ComparedImage[] {
  const pairs: (readonly [Entry | undefined, Entry | undefined])[] = [];
  const [left, right] = [groupEntries(first), groupEntries(second)];
  const rightByPlace = new Map(right.map((entry) => [placeOf(entry), entry]));
  const matched = new Set<Entry>();
  for (const entry of left) {
    const twin = rightByPlace.get(placeOf(entry));
    if (twin === undefined) continue;
    pairs.push([entry, twin]);
    matched.add(entry).add(twin);
  }
  const restOf = (entries: readonly Entry[]) =>
    Map.groupBy(
      entries.filter((entry) => !matched.has(entry)),
      nameOf,
    );
  const [leftRest, rightRest] = [restOf(left), restOf(right)];
  for (const name of new Set([...leftRest.keys(), ...rightRest.keys()])) {
    const [mine, theirs] = [leftRest.get(name) ?? [], rightRest.get(name) ?? []];
    if (mine.length === 1 && theirs.length === 1) pairs.push([mine[0], theirs[0]]);
    else for (const entry of mine) pairs.push([entry, undefined]);
    if (mine.length !== 1 || theirs.length !== 1) for (const entry of theirs) pairs.push([undefined, entry]);
  }
  return pairs.flatMap(describePair).sort(byName);
}

function groupEntries(images: readonly RunningImage[]): Entry[] {
  const groups = Map.groupBy(images, ({ ref, container }) => JSON.stringify([ref.namespace, ref.kind, ref.name, container]));
  return [...groups.values()].flatMap((group): Entry[] => {
    const [one] = group;
    if (one === undefined) return [];
    const { kind, name, namespace } = one.ref;
    return [
      {
        kind,
        name,
        namespace,
        container: one.container,
        images: unique(group.map(({ image }) => image)),
        digests: unique(group.flatMap(({ digests }) => digests.map(({ digest }) => digest))),
        unknown: group.reduce((sum, { unknown }) => sum + unknown, 0),
      },
    ];
  });
}

function describePair([first, second]: readonly [Entry | undefined, Entry | undefined]): ComparedImage[] {
  const entry = first ?? second;
  if (entry === undefined) return [];
  const { kind, name, container } = entry;
  return [
    {
      kind,
      name,
      container,
      verdict: judge(first, second),
      ...(first === undefined ? {} : { first: sideOf(first) }),
      ...(second === undefined ? {} : { second: sideOf(second) }),
    },
  ];
}

function judge(first: Entry | undefined, second: Entry | undefined): ImageVerdict {
  if (second === undefined) return 'only-first';
  if (first === undefined) return 'only-second';
  if (!isSettled(first) || !isSettled(second)) return 'unsettled';
  if (first.digests[0] === second.digests[0]) return 'same';
  const tags = [first, second].map(({ images }) => unique(images.map(spellTag)).join());
  return tags[0] === tags[1] ? 'other-digest' : 'other-image';
}

function isSettled({ digests, unknown }: Entry): boolean {
  return digests.length === 1 && unknown === 0;
}

function spellTag(image: string): string {
  const { repository, tag } = parseImage(image);
  return `${repository}:${tag ?? ''}`;
}

function sideOf({ namespace, images, digests, unknown }: Entry): ImageSide {
  return { namespace, images, digests, unknown };
}

function placeOf({ namespace, ...entry }: Entry): string {
  return JSON.stringify([namespace, nameOf(entry)]);
}

function nameOf({ kind, name, container }: Pick<Entry, 'kind' | 'name' | 'container'>): string {
  return JSON.stringify([kind, name, container]);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compareText);
}

function byName(a: ComparedImage, b: ComparedImage): number {
  const namespace = (each: ComparedImage): string => (each.first ?? each.second)?.namespace ?? '';
  return (
    compareText(namespace(a), namespace(b)) ||
    compareText(a.kind, b.kind) ||
    compareText(a.name, b.name) ||
    compareText(a.container, b.container)
  );
}
