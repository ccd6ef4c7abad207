import type { Difference, FieldDifference, Judged } from '../../difference.ts';
import { SEVERITIES, type SeverityLevel } from '../../severity/severity.ts';
import type { Paint } from '../paint.ts';

/** The sign of a departure: always with its word in the legend, so that colour is never the only mark. */
export interface Sign {
  readonly symbol: string;
  readonly word: string;
  readonly paint: (text: string) => string;
}

/** The sign of an object that departs. */
export function signOf(type: Difference['type'], paint: Paint): Sign {
  switch (type) {
    case 'missing':
      return { symbol: '-', word: 'missing', paint: paint.bad };
    case 'modified':
      return { symbol: '~', word: 'modified', paint: paint.warning };
    case 'unmanaged':
      return { symbol: '+', word: 'unmanaged', paint: paint.unmanaged };
  }
}

/** The sign of a field that departs. */
export function fieldSignOf(type: FieldDifference['type'], paint: Paint): Sign {
  switch (type) {
    case 'missing':
      return { symbol: '-', word: 'only in git', paint: paint.bad };
    case 'changed':
      return { symbol: '~', word: 'changed', paint: paint.warning };
    case 'extra':
      return { symbol: '+', word: 'only in the cluster', paint: paint.unmanaged };
  }
}

/** How much a departure matters, always as a word. */
export function paintLevel(level: SeverityLevel, paint: Paint): string {
  switch (level) {
    case 'critical':
      return paint.strong(paint.bad(level));
    case 'high':
      return paint.bad(level);
    case 'medium':
      return paint.warning(level);
    case 'low':
      return paint.faint(level);
  }
}

/** The worst level of some departures. */
export function worstLevel(differences: readonly Judged[]): SeverityLevel {
  return SEVERITIES.find((level) => differences.some(({ severity }) => severity.level === level)) ?? 'low';
}
