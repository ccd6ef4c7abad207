import { WHOLE_CLUSTER } from '../../functions/core/check.ts';
import { createKnowledge } from '../../functions/core/diff/compare-states.ts';
import { planReads } from '../../functions/core/diff/plan-reads.ts';
import { createSpotFinder } from '../../functions/core/kinds/find-spot.ts';
import { metadataOf, nameOf, refKey } from '../../functions/core/kube-object.ts';
import { createMask } from '../../functions/core/mask/create-mask.ts';
import { createClassifier } from '../../functions/core/owners/classify-manager.ts';
import { NEVER_LISTED } from '../../functions/core/unmanaged/unmanaged-rules.ts';
import type { AdoptionInput } from '../../functions/core/ways-out/adopt/plan-adoption.ts';
import { createComparison } from '../../functions/core/ways-out/compare-two.ts';
import { compareManifests, declare, defaults, discovery, readObjects, schemas } from './compare-manifests.ts';

/** The fields that depart between the text of one file and that of what a cluster has, with both sides, as restore and adopt take them. */
export function openDepartures(text: string, live: string): readonly AdoptionInput[] {
  const [desired, objects] = [declare(text), readObjects(live)];
  const plan = planReads(desired, discovery, WHOLE_CLUSTER, NEVER_LISTED);
  const knowledge = createKnowledge({ schemas, defaults });
  const classify = createClassifier({ controllers: [] });
  const findSpot = createSpotFinder();
  const settings: Parameters<typeof createComparison>[1]['settings'] = {
    classify: (entry) => classify(entry).class,
    delivery: [],
    findSpot: (ref, path, value, object) => findSpot(ref.group, ref.kind, path, value, object),
  };
  return compareManifests(desired, objects).differences.flatMap((difference): AdoptionInput[] => {
    const placed = plan.objects.find(({ ref }) => refKey(ref) === refKey(difference.ref));
    if (placed === undefined || difference.type !== 'modified') return [];
    const { served } = placed.read;
    const object = objects.find(
      (each) =>
        each['kind'] === placed.ref.kind &&
        nameOf(each) === placed.ref.name &&
        (metadataOf(each)['namespace'] ?? null) === placed.ref.namespace,
    );
    const { origin, body, document, item } = placed.desired;
    const departure = {
      difference,
      served,
      declared: { origin, commit: '0123456789abcdef0123456789abcdef01234567', body, isRendered: false, lines: { first: 1, last: 9 } },
      ...(object === undefined ? {} : { live: object }),
      ...createComparison(placed.ref, { kind: knowledge(placed.read), settings, mask: createMask(Buffer.from('a key of the tests')) }),
    };
    return [{ departure, place: { source: origin.source, file: origin.file, document, ...(item === undefined ? {} : { item }) } }];
  });
}
