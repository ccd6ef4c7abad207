import { createHash } from 'node:crypto';
import type { Difference, FieldDifference, Judged } from '../difference.ts';
import { canonicalJson, type Json } from '../json.ts';
import { compareText } from '../kube-object.ts';
import type { DriftReport } from '../report.ts';
import { findPhase } from './find-phase.ts';
import type { IncidentSettings } from './incident-settings.ts';
import type { Sighting } from './sighting.ts';

/** What a report saw that departs, one for each object. */
export function listSightings(report: DriftReport, settings: IncidentSettings): Sighting[] {
  return report.differences.map((difference) => describe(difference, report, settings));
}

function describe(difference: Judged, report: DriftReport, settings: IncidentSettings): Sighting {
  const { type, ref, severity, team } = difference;
  const onset = findOnset(difference);
  const manager = findManager(difference);
  return {
    type,
    ref,
    cause: digest(describeCause(difference)),
    digest: digest(describeState(difference)),
    phase: findPhase(difference, report, settings),
    severity: severity.level,
    rule: severity.rule,
    ...(onset === undefined ? {} : { onset }),
    ...(difference.type === 'unmanaged' ? {} : { origin: { source: difference.origin.source, file: difference.origin.file } }),
    ...(team === undefined ? {} : { team }),
    ...(manager === undefined ? {} : { manager }),
  };
}

/** Of the field that decided how much the object matters, or else of the first that has one. */
function findManager(difference: Judged): string | undefined {
  if (difference.type === 'missing') return undefined;
  if (difference.type === 'unmanaged') return difference.setBy?.manager;
  const known = difference.fields.filter(({ setBy }) => setBy !== undefined);
  return (known.find(({ at }) => at === difference.severity.field) ?? known[0])?.setBy?.manager;
}

/**
 * What makes departures one: for fields the same places, live values and managers, on whatever objects; for whole objects the same manager, namespace
 * and weight. Git's value is left out: one `kubectl set image` over forty Deployments may replace forty values.
 */
function describeCause(difference: Judged): Json {
  const { type, ref, severity } = difference;
  switch (difference.type) {
    case 'modified':
      return [type, difference.fields.map((field) => canonicalJson(describeFieldCause(field))).sort(compareText)];
    case 'missing':
      return [type, ref.namespace, severity.rule, severity.level];
    case 'unmanaged':
      return [type, ref.namespace, severity.rule, severity.level, difference.setBy?.manager ?? null];
  }
}

function describeFieldCause(field: FieldDifference): Json {
  return [field.type, field.at, field.setBy?.manager ?? null, field.type === 'missing' ? null : field.live];
}

/** What makes a departure another one. Which side moved is left out: it may be found out late. */
function describeState(difference: Difference): Json {
  if (difference.type !== 'modified') return [difference.type];
  const fields = difference.fields.map((field) =>
    canonicalJson([
      field.type,
      field.at,
      field.setBy?.manager ?? null,
      'desired' in field ? field.desired : null,
      'live' in field ? field.live : null,
    ]),
  );
  return [difference.type, fields.sort(compareText)];
}

/** The earliest time that managedFields has for what departs: it began then, or before. Nobody knows when something was deleted. */
function findOnset(difference: Difference): string | undefined {
  if (difference.type === 'unmanaged') return difference.since;
  if (difference.type === 'missing') return undefined;
  const times = difference.fields.flatMap(({ cause, setBy }) => (cause === 'not-yet-applied' ? [] : (setBy?.time ?? [])));
  return times.sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

function digest(value: Json): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 16);
}
