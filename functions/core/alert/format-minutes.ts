import { addMinutes } from '../incident/moments.ts';
import { formatDuration } from './format-duration.ts';

const ZERO = '2000-01-01T00:00:00.000Z';

/** So many minutes in words: `3 h 12 min`. */
export function formatMinutes(minutes: number): string {
  return formatDuration(ZERO, addMinutes(ZERO, minutes));
}
