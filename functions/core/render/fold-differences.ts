import type { Difference, FieldDifference, Judged, MissingObject, ModifiedObject, UnmanagedObject } from '../difference.ts';
import { canonicalJson, type Json } from '../json.ts';
import { compareRefs, compareText } from '../kube-object.ts';
import { compareSeverities } from '../severity/judge-severity.ts';
import { isAtLeast } from '../severity/severity.ts';

/** From how many objects on the very same change is told once. */
const REPEATED_FROM = 4;

/** The same fields with the same values, set by the same writer, in several objects of one kind. */
export interface RepeatedChange {
  /** The one whose fields stand for all: the latest written. */
  readonly example: Judged<ModifiedObject>;
  readonly objects: readonly Judged<ModifiedObject>[];
}

/** What departs in one namespace (null: cluster-scoped objects), worst first. */
export interface NamespaceDifferences {
  readonly namespace: string | null;
  readonly missing: readonly Judged<MissingObject>[];
  readonly modified: readonly Judged<ModifiedObject>[];
  /** How many modified objects are told with the repeated changes instead. */
  readonly repeated: number;
  readonly unmanaged: readonly Judged<UnmanagedObject>[];
}

/** A report's differences in the order people read them. Every difference is in exactly one place. */
export interface FoldedDifferences {
  /** The high and the critical ones, worst first. */
  readonly first: readonly Judged[];
  readonly repeated: readonly RepeatedChange[];
  readonly namespaces: readonly NamespaceDifferences[];
}

/** Folds differences: by namespace, the very same change in many objects told once. `unfold` tells every object by itself. */
export function foldDifferences(differences: readonly Judged[], unfold: boolean): FoldedDifferences {
  const ordered = [...differences].sort((a, b) => compareSeverities(a.severity, b.severity) || compareRefs(a.ref, b.ref));
  const repeated = unfold ? [] : findRepeated(ordered);
  const elsewhere = new Set<Difference>(repeated.flatMap(({ objects }) => objects));
  const namespaces = Map.groupBy(ordered, ({ ref }) => ref.namespace);
  return {
    first: ordered.filter(({ severity }) => isAtLeast(severity.level, 'high')),
    repeated,
    namespaces: [...namespaces]
      .sort(([a], [b]) => compareText(a ?? '', b ?? ''))
      .map(([namespace, all]) => ({
        namespace,
        missing: all.filter((difference) => difference.type === 'missing'),
        modified: all.filter((difference) => difference.type === 'modified' && !elsewhere.has(difference)) as Judged<ModifiedObject>[],
        repeated: all.filter((difference) => elsewhere.has(difference)).length,
        unmanaged: all.filter((difference) => difference.type === 'unmanaged'),
      })),
  };
}

function findRepeated(differences: readonly Judged[]): RepeatedChange[] {
  const modified = differences.filter((difference) => difference.type === 'modified');
  return [...Map.groupBy(modified, describeSignature).values()]
    .filter((objects) => objects.length >= REPEATED_FROM)
    .map((objects) => ({ objects, example: findLatest(objects) }))
    .sort((a, b) => b.objects.length - a.objects.length);
}

/** Equal for two objects of one kind exactly when the same fields hold the same values by the same writer, whenever that was, and matter as much. */
function describeSignature({ ref, fields, severity }: Judged<ModifiedObject>): string {
  const all = fields.map((field): Json => {
    const { path: _path, line: _line, place: _place, blame: _blame, setBy, ...rest } = field;
    return { ...rest, manager: setBy?.manager ?? null, operation: setBy?.operation ?? null } as Json;
  });
  return canonicalJson([ref.group, ref.kind, severity.level, all]);
}

/** The recorded times are upper bounds, so the latest one is true of all. */
function findLatest(objects: readonly Judged<ModifiedObject>[]): Judged<ModifiedObject> {
  const timeOf = (object: ModifiedObject): string => object.fields.map(latestTime).sort().at(-1) ?? '';
  return objects.reduce((latest, object) => (timeOf(object) > timeOf(latest) ? object : latest));
}

function latestTime(field: FieldDifference): string {
  return field.setBy?.time ?? '';
}
