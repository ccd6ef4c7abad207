import { SEVERITIES, type Severity, type SeverityLevel } from '../../severity/severity.ts';
import { formatCount } from '../format-quantity.ts';
import { formatPlain } from './format-code.ts';

const MARKS: Readonly<Record<SeverityLevel, string>> = { critical: '🔴', high: '🟠', medium: '🟡', low: '⚪' };

/** The level with its mark, for the beginning of a line. */
export function formatLevel(level: SeverityLevel): string {
  return `${MARKS[level]} **${level}**`;
}

/** How many departures have each level, the worst first: `🔴 2 critical · 🟡 1 medium`. Empty where nothing departs. */
export function formatSeverities(counts: Readonly<Record<SeverityLevel, number>>): string {
  return SEVERITIES.filter((level) => counts[level] > 0)
    .map((level) => `${MARKS[level]} ${formatCount(counts[level])} ${level}`)
    .join(' · ');
}

/** The level and why: `🔴 **critical**: runs a privileged container`. */
export function formatSeverity({ level, why }: Severity): string {
  return `${formatLevel(level)}: ${formatPlain(why)}`;
}
