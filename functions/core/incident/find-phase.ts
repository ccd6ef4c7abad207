import type { Difference, FieldDifference } from '../difference.ts';
import type { DriftReport } from '../report.ts';
import type { IncidentSettings } from './incident-settings.ts';
import { minutesBetween } from './moments.ts';
import type { Phase } from './sighting.ts';

/**
 * Whether git is merely ahead: every field of the object waits to be applied, as the cluster's records or an earlier commit tell; or they do not tell,
 * and the commit is so young that it may not have been applied yet. What somebody added or set by hand is drift at once.
 */
export function findPhase(difference: Difference, report: DriftReport, { rolloutMinutes }: IncidentSettings): Phase {
  const isYoung = (source: string | undefined): boolean =>
    report.revisions.some(
      (revision) =>
        (source === undefined || revision.source === source) &&
        revision.committedAt !== undefined &&
        minutesBetween(revision.committedAt, report.readAt) < rolloutMinutes,
    );
  switch (difference.type) {
    case 'missing':
      return isYoung(difference.origin.source) ? 'rollout' : 'drift';
    case 'unmanaged':
      // Git has just let go of it, and its delivery has not removed it yet.
      return difference.setBy?.class === 'delivery' && isYoung(undefined) ? 'rollout' : 'drift';
    case 'modified': {
      const isRecent = isYoung(difference.origin.source);
      return difference.fields.every((field) => isPending(field, isRecent)) ? 'rollout' : 'drift';
    }
  }
}

function isPending({ cause, setBy }: FieldDifference, isRecent: boolean): boolean {
  if (cause === 'not-yet-applied') return true;
  return isRecent && (cause === 'unknown' || cause === 'removed') && (setBy === undefined || setBy.class === 'delivery');
}
