import type { FieldDifference, Judged } from '../difference.ts';
import type { FieldPath } from '../field-path.ts';
import { type ObjectRef, refKey } from '../kube-object.ts';
import type { DriftReport } from '../report.ts';
import { createFieldJudge } from '../severity/judge-fields.ts';
import type { PlaceState } from './report-diff.ts';

/** A place that departs in one report, and what is needed to judge whether another report looked at it. */
export interface DepartingPlace {
  readonly ref: ObjectRef;
  readonly at?: string;
  readonly path?: FieldPath;
  readonly team?: string;
  /** Where git declares the object; absent where it does not. */
  readonly origin?: { readonly source: string; readonly file: string };
  readonly state: PlaceState;
}

/** Equal for the same place of the same object. */
export function placeKey({ ref, at = '' }: { readonly ref: ObjectRef; readonly at?: string }): string {
  return `${refKey(ref)}\n${at}`;
}

/** Every place of a report, by its key: each field of a modified object, and each object that departs as a whole. */
export function listPlaces({ differences }: DriftReport): ReadonlyMap<string, DepartingPlace> {
  const judgeField = createFieldJudge();
  const places = differences.flatMap((difference) => listOf(difference, judgeField));
  return new Map(places.map((place) => [placeKey(place), place]));
}

function listOf(difference: Judged, judgeField: ReturnType<typeof createFieldJudge>): DepartingPlace[] {
  const { ref, severity, team } = difference;
  const common = { ref, ...(team === undefined ? {} : { team }) };
  switch (difference.type) {
    case 'missing': {
      const { origin, blame } = difference;
      return [{ ...common, origin, state: { type: 'missing-object', severity, ...(blame === undefined ? {} : { blame }) } }];
    }
    case 'unmanaged': {
      const { setBy } = difference;
      return [{ ...common, state: { type: 'unmanaged-object', severity, ...(setBy === undefined ? {} : { setBy }) } }];
    }
    case 'modified':
      return difference.fields.map((field) => ({
        ...common,
        at: field.at,
        path: field.path,
        origin: difference.origin,
        state: { ...describeField(field), severity: judgeField(difference, field) },
      }));
  }
}

function describeField(field: FieldDifference): Omit<PlaceState, 'severity'> {
  const { type, cause, setBy, blame } = field;
  return {
    type,
    ...('desired' in field ? { desired: field.desired } : {}),
    ...('live' in field ? { live: field.live } : {}),
    cause,
    ...(setBy === undefined ? {} : { setBy }),
    ...(blame === undefined ? {} : { blame }),
  };
}
