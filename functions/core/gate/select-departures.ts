import type { Difference, FieldDifference } from '../difference.ts';
import { type ObjectRef, refKey } from '../kube-object.ts';
import { type GateEntry, type GateGroup, groupOf } from './gate-entry.ts';
import type { GateReport } from './gate-report.ts';

/** An entry with the difference that it tells of: of a modified object only the fields that share the fate. */
export interface Departure {
  readonly entry: GateEntry;
  readonly difference: Difference;
}

/** The departures of one group with their values, in the order of the entries. */
export function selectDepartures({ entries, report, base }: GateReport, group: GateGroup): readonly Departure[] {
  const sides = { proposed: indexDifferences(report.differences), base: indexDifferences(base?.differences ?? []) };
  return entries
    .filter(({ fate }) => groupOf(fate) === group)
    .flatMap((entry) => {
      const difference = sides[entry.side].get(keyOf(entry));
      if (difference === undefined) return [];
      return [{ entry, difference: difference.type === 'modified' ? takeFields(difference, entry) : difference }];
    });
}

/** What git said before of fields that the release overwrites, by their text. */
export function findFieldsOfBase({ base }: GateReport, ref: ObjectRef): ReadonlyMap<string, FieldDifference> {
  const difference = base?.differences.find((candidate) => candidate.type === 'modified' && refKey(candidate.ref) === refKey(ref));
  return new Map(difference?.type === 'modified' ? difference.fields.map((field) => [field.at, field]) : []);
}

function takeFields(difference: Extract<Difference, { type: 'modified' }>, { fields }: GateEntry): Difference {
  const wanted = new Set(fields);
  return { ...difference, fields: difference.fields.filter(({ at }) => wanted.has(at)) };
}

function indexDifferences(differences: readonly Difference[]): ReadonlyMap<string, Difference> {
  return new Map(differences.map((difference) => [keyOf(difference), difference]));
}

function keyOf({ type, ref }: Pick<Difference, 'type' | 'ref'>): string {
  return `${type} ${refKey(ref)}`;
}
