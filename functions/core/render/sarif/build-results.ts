import type { FieldDifference, Judged, MissingObject, ModifiedObject, UnmanagedObject } from '../../difference.ts';
import { placeField } from '../../field-place.ts';
import type { Json, JsonObject } from '../../json.ts';
import { formatRef } from '../../kube-object.ts';
import type { DriftReport, Suppressed } from '../../report.ts';
import { createFieldJudge } from '../../severity/judge-fields.ts';
import { listFields } from '../../severity/list-fields.ts';
import type { Severity, SeverityLevel } from '../../severity/severity.ts';
import { describeCause } from '../describe-author.ts';
import { describeChange } from '../describe-change.ts';
import { truncateMiddle } from '../text-width.ts';
import type { ResultType } from './result-type.ts';
import type { RuleList } from './rule-list.ts';
import { fingerprintPlace, locateInCluster, locateInGit, nameLogically } from './sarif-location.ts';
import { writeMessage } from './sarif-message.ts';

const LEVELS: Readonly<Record<SeverityLevel, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};
const LINES_TOLD = 6;
const VALUE_WIDTH = 200;

/** A result for every departing field and object, and one for every place that a rule let go where the report has the places. */
export function buildResults(report: DriftReport, rules: RuleList): JsonObject[] {
  const judgeField = createFieldJudge();
  const cluster = report.check.id;
  return [
    ...report.differences.flatMap((difference) =>
      difference.type === 'modified'
        ? listFields(difference).map((field) => buildFieldResult(cluster, difference, field, judgeField(difference, field), rules))
        : [buildObjectResult(cluster, difference, rules)],
    ),
    ...report.suppressed.flatMap((rule) => buildSuppressed(cluster, rule, rules)),
  ];
}

function buildObjectResult(cluster: string, difference: Judged<MissingObject | UnmanagedObject>, rules: RuleList): JsonObject {
  const { ref, severity, team } = difference;
  const type: ResultType = `${difference.type}-object`;
  const common = { ...rules.refer(type, severity), ...describeSeverity(severity) };
  const more = { partialFingerprints: fingerprintPlace(cluster, type, ref) };
  const logicalLocations = [nameLogically(ref)];
  switch (difference.type) {
    case 'missing':
      return {
        ...common,
        message: writeMessage(`${formatRef(ref)} is declared here and is not in the cluster: ${severity.why}`),
        locations: [{ physicalLocation: locateInGit(difference.origin), logicalLocations }],
        ...more,
        properties: describeProperties(team, severity, difference.blame === undefined ? {} : { blame: { ...difference.blame } }),
      };
    case 'unmanaged': {
      const { setBy, since } = difference;
      const by = setBy === undefined ? '' : `, written by ${setBy.manager}`;
      return {
        ...common,
        message: writeMessage(`${formatRef(ref)} is in the cluster and in no repository${by}: ${severity.why}`),
        locations: [{ physicalLocation: locateInCluster(ref), logicalLocations }],
        ...more,
        properties: describeProperties(team, severity, {
          ...(setBy === undefined ? {} : { setBy: { ...setBy } }),
          ...(since === undefined ? {} : { since }),
        }),
      };
    }
  }
}

function buildFieldResult(
  cluster: string,
  object: Judged<ModifiedObject>,
  field: FieldDifference,
  severity: Severity,
  rules: RuleList,
): JsonObject {
  const { ref, origin, team } = object;
  const type: ResultType = `${field.type}-field`;
  const { at, path: _path, line: _line, note, type: _type, ...rest } = field;
  const by = field.setBy === undefined ? '' : `: ${field.setBy.manager}`;
  const text = `${formatRef(ref)} ${at} ${describeSides(field)}. It ${severity.why}; ${describeCause(field)}${by}${note === undefined ? '' : `. ${note}`}`;
  return {
    ...rules.refer(type, severity),
    ...describeSeverity(severity),
    message: writeMessage(text),
    locations: [{ physicalLocation: locateInGit(placeField(field, origin)), logicalLocations: [nameLogically(ref, at)] }],
    partialFingerprints: fingerprintPlace(cluster, type, ref, at),
    properties: describeProperties(team, severity, { at, ...(rest as unknown as JsonObject) }),
  };
}

/** `is 3 in git and 5 in the cluster`. */
function describeSides(field: FieldDifference): string {
  const lines = describeChange(field);
  const told = lines.slice(0, LINES_TOLD).map(({ label, desired, live, remark }) => {
    const sides = `is ${cut(desired ?? 'nothing')} in git and ${cut(live ?? 'nothing')} in the cluster`;
    return `${label ? `(${label}) ` : ''}${sides}${remark ? ` (${remark})` : ''}`;
  });
  return `${told.join(', ')}${lines.length > told.length ? `, and ${lines.length - told.length} parts more` : ''}`;
}

function cut(value: string): string {
  return truncateMiddle(value, VALUE_WIDTH);
}

function buildSuppressed(cluster: string, { rule, reason, instances = [] }: Suppressed, rules: RuleList): JsonObject[] {
  return instances.map(({ ref, at, path: _path, ...rest }) => ({
    ...rules.referSuppressed(rule, reason),
    level: 'note',
    message: writeMessage(`${formatRef(ref)}${at === undefined ? '' : ` ${at}`} departs, and a rule lets it go: ${reason}`),
    locations: [{ physicalLocation: locateInCluster(ref), logicalLocations: [nameLogically(ref, at)] }],
    partialFingerprints: fingerprintPlace(cluster, `suppressed ${rule}`, ref, at),
    suppressions: [{ kind: 'external', status: 'accepted', justification: writeMessage(`${rule}: ${reason}`)['text'] as Json }],
    ...(Object.keys(rest).length === 0 ? {} : { properties: rest as unknown as JsonObject }),
  }));
}

function describeSeverity({ level }: Severity): { readonly level: string } {
  return { level: LEVELS[level] };
}

function describeProperties(team: string | undefined, severity: Severity, more: JsonObject): JsonObject {
  return { severity: { ...severity }, ...(team === undefined ? {} : { team }), ...more };
}
