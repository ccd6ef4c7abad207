import type { Difference, FieldDifference, Judged, ModifiedObject } from '../difference.ts';
import { type ObjectRef, refKey } from '../kube-object.ts';
import { type GateEntry, type GateGroup, groupOf, type JudgedEntry } from './gate-entry.ts';
import type { GateReport } from './gate-report.ts';

/** An entry with the difference that it tells of: of a modified object only the fields that share the fate. */
export interface Departure {
  readonly entry: JudgedEntry;
  readonly difference: Judged;
}

/** The departures of one group with their values, in the order of the entries. */
export function selectDepartures(gate: GateReport, group: GateGroup): readonly Departure[] {
  const find = createDepartureFinder(gate);
  return gate.entries
    .filter(({ fate }) => groupOf(fate) === group)
    .flatMap((entry) => {
      const difference = find(entry);
      return difference === undefined ? [] : [{ entry, difference: { ...difference, severity: entry.severity } }];
    });
}

/** Finds the difference that an entry tells of, in the report that it names. */
export function createDepartureFinder({ report, base }: Pick<GateReport, 'report' | 'base'>): (entry: GateEntry) => Difference | undefined {
  const sides = { proposed: indexDifferences(report.differences), base: indexDifferences(base?.differences ?? []) };
  return (entry) => {
    const difference = sides[entry.side].get(keyOf(entry));
    return difference?.type === 'modified' ? takeFields(difference, entry) : difference;
  };
}

/** What the base says of the fields of an object that depart from it, by their text: git's word before, where the release overwrites them. */
export function createBaseFinder({ base }: Pick<GateReport, 'base'>): (ref: ObjectRef) => ReadonlyMap<string, FieldDifference> {
  const modified = (base?.differences ?? []).filter((difference) => difference.type === 'modified');
  const objects = new Map(modified.map(({ ref, fields }) => [refKey(ref), fields]));
  return (ref) => new Map((objects.get(refKey(ref)) ?? []).map((field) => [field.at, field]));
}

function takeFields(difference: ModifiedObject, { fields }: GateEntry): ModifiedObject {
  const wanted = new Set(fields);
  return { ...difference, fields: difference.fields.filter(({ at }) => wanted.has(at)) };
}

function indexDifferences(differences: readonly Difference[]): ReadonlyMap<string, Difference> {
  return new Map(differences.map((difference) => [keyOf(difference), difference]));
}

function keyOf({ type, ref }: Pick<Difference, 'type' | 'ref'>): string {
  return `${type} ${refKey(ref)}`;
}
