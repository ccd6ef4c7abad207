import { compilePointer, type FieldPath, type PathPattern } from '../field-path.ts';
import type { Json } from '../json.ts';
import type { KubeObject } from '../kube-object.ts';
import { valueAt } from '../owners/last-applied.ts';
import type { Spot } from './kind-profile.ts';
import { KINDS } from './kinds.ts';

export type FindSpot = (group: string, kind: string, path: FieldPath, live: Json, object: KubeObject) => Spot | undefined;

interface CompiledSpot {
  readonly spot: Spot;
  readonly matches: PathPattern;
  readonly depth: number;
}
/** Spots by the first two segments of their pointer, `*` where the second is no plain name: most fields are answered by a miss. */
type SpotIndex = ReadonlyMap<string, readonly CompiledSpot[]>;

/** Makes the function that says which machine writes a live value on which git is silent. Patterns are compiled once per kind. */
export function createSpotFinder(): FindSpot {
  const indexes = new Map<string, SpotIndex>();
  return (group, kind, path, live, object) => {
    const key = `${group}/${kind}`;
    const index = indexes.get(key) ?? indexSpots(group, kind);
    indexes.set(key, index);
    const [first, second] = path;
    if (first === undefined || !('field' in first)) return undefined;
    const named = second !== undefined && 'field' in second ? index.get(`${first.field}/${second.field}`) : undefined;
    return findIn(named, path, live, object) ?? findIn(index.get(`${first.field}/*`), path, live, object);
  };
}

function findIn(spots: readonly CompiledSpot[] | undefined, path: FieldPath, live: Json, object: KubeObject): Spot | undefined {
  return spots?.find((candidate) => candidate.matches(path) && isMachineWritten(candidate, path, live, object))?.spot;
}

/** The value is judged where the spot stands, also when the comparison went further down. */
function isMachineWritten({ spot, depth }: CompiledSpot, path: FieldPath, live: Json, object: KubeObject): boolean {
  if (spot.isMachineValue === undefined) return true;
  const value = path.length === depth ? live : valueAt(object, path.slice(0, depth));
  return value !== undefined && spot.isMachineValue(value, object);
}

function indexSpots(group: string, kind: string): SpotIndex {
  const spots = KINDS.filter(
    (profile) => (profile.kind === '*' && profile.group === '*') || (profile.kind === kind && profile.group === group),
  ).flatMap((profile) => profile.spots);
  return Map.groupBy(spots.map(compileSpot), ({ spot }) => bucketOf(spot));
}

function compileSpot(spot: Spot): CompiledSpot {
  return { spot, matches: compilePointer(spot.path), depth: spot.path.split('/').length - 1 };
}

function bucketOf({ path }: Spot): string {
  const [, first, second] = path.split('/');
  return `${first}/${second !== undefined && /^[A-Za-z]+$/.test(second) ? second : '*'}`;
}
