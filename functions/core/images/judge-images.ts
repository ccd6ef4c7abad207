import type { ObjectFindings } from '../diff/compare-states.ts';
import type { FieldFinding } from '../diff/object-comparison.ts';
import type { PlacedObject } from '../diff/plan-reads.ts';
import { formatPath } from '../field-path.ts';
import { compareRefs, compareText, refKey } from '../kube-object.ts';
import { findPinning, type ImageReference, parseImage } from './image-reference.ts';
import type { ImageReport, MovedTag, ResolvedTag, RunningImage, UnpinnedImage } from './image-report.ts';
import { type ContainerImage, findTemplate, listImages } from './pod-template.ts';

/** How the images of the declared workloads are named, and which tags were moved under running Pods. What SOPS encrypts is left out. */
export function buildImageReport(
  declared: readonly PlacedObject[],
  running: readonly RunningImage[],
  resolved: readonly ResolvedTag[] | undefined,
): ImageReport {
  const named = declared.flatMap(({ ref, desired }) =>
    desired.encrypted
      ? []
      : listImages(desired.body, ref.kind).map(({ container, image }) => ({
          ref,
          container,
          image,
          pinning: findPinning(parseImage(image)),
        })),
  );
  const count = (pinning: string): number => named.filter((each) => each.pinning === pinning).length;
  return {
    declared: { digest: count('digest'), tag: count('tag'), floating: count('floating') },
    unpinned: named
      .filter((each): each is UnpinnedImage => each.pinning !== 'digest')
      .sort((a, b) => compareText(a.pinning, b.pinning) || compareRefs(a.ref, b.ref) || compareText(a.container, b.container)),
    movedTags: findMovedTags(running, resolved ?? []),
    running,
    ...(resolved === undefined ? {} : { unresolved: resolved.filter((each) => 'refusal' in each) }),
  };
}

function findMovedTags(running: readonly RunningImage[], resolved: readonly ResolvedTag[]): MovedTag[] {
  const named = new Map(resolved.flatMap((tag) => ('digest' in tag ? [[tag.image, tag.digest] as const] : [])));
  return running.flatMap(({ ref, container, image, digests }): MovedTag[] => {
    if (parseImage(image).digest !== undefined || digests.length === 0) return [];
    const now = named.get(image);
    const isMoved = digests.length > 1 || (now !== undefined && digests[0]?.digest !== now);
    return isMoved ? [{ ref, container, image, digests, ...(now === undefined ? {} : { now }) }] : [];
  });
}

/**
 * Adds to what departs the containers whose image git pins by digest and whose Pods run another one. Where the workload itself names another image than git, that
 * is told already, and nothing is added.
 */
export function addPinnedDifferences(
  findings: readonly ObjectFindings[],
  declared: readonly PlacedObject[],
  running: readonly RunningImage[],
): readonly ObjectFindings[] {
  const byWorkload = Map.groupBy(running, ({ ref }) => refKey(ref));
  const known = new Map(findings.map((each) => [each.placed, each]));
  const added = new Map<PlacedObject, ObjectFindings>();
  for (const placed of declared) {
    const pods = byWorkload.get(refKey(placed.ref));
    if (pods === undefined || placed.desired.encrypted) continue;
    const before = known.get(placed);
    const told = new Set(before?.differences.map(({ path }) => formatPath(path)));
    const differences = listImages(placed.desired.body, placed.ref.kind).flatMap((named) => {
      const finding = judgeContainer(placed, named, pods);
      return finding === undefined || told.has(formatPath(finding.path)) ? [] : [finding];
    });
    if (differences.length === 0) continue;
    const { body } = placed.desired;
    const base: ObjectFindings = before ?? { placed, live: body, desired: body, differences: [], undecided: [], pruned: [] };
    added.set(placed, { ...base, differences: [...base.differences, ...differences] });
  }
  return [...findings.filter(({ placed }) => !added.has(placed)), ...added.values()];
}

function judgeContainer({ ref }: PlacedObject, named: ContainerImage, running: readonly RunningImage[]): FieldFinding | undefined {
  const { digest } = parseImage(named.image);
  if (digest === undefined) return undefined;
  const others = new Map<string, number>();
  let all = 0;
  for (const each of running.filter(({ container }) => container === named.container)) {
    for (const { digest: runs, pods } of each.digests) {
      all += pods;
      if (runs !== digest) others.set(spell(parseImage(each.image), runs), (others.get(spell(parseImage(each.image), runs)) ?? 0) + pods);
    }
  }
  const [most] = [...others].sort(([a, m], [b, n]) => n - m || compareText(a, b));
  if (most === undefined) return undefined;
  const count = [...others.values()].reduce((sum, pods) => sum + pods, 0);
  return {
    type: 'changed',
    path: [
      ...(findTemplate(ref.kind) ?? []).map((field) => ({ field })),
      { field: named.list },
      { keys: { name: named.container } },
      { field: 'image' },
    ],
    desired: named.image,
    live: most[0],
    cause: 'unknown',
    note: `${count} of ${all} running ${all === 1 ? 'Pod' : 'Pods'} ${count === 1 ? 'runs' : 'run'} another digest than git pins.`,
  };
}

function spell({ repository, tag }: ImageReference, digest: string): string {
  return `${repository}${tag === undefined ? '' : `:${tag}`}@${digest}`;
}
