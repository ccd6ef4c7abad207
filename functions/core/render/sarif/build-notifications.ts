import { placeField } from '../../field-place.ts';
import type { Json, JsonObject } from '../../json.ts';
import { formatRef } from '../../kube-object.ts';
import { listFindings } from '../../provenance/list-findings.ts';
import type { DriftReport, Unchecked } from '../../report.ts';
import { nameFinding } from '../describe-provenance.ts';
import { describeUnchecked } from '../describe-unchecked.ts';
import { formatPlural } from '../format-quantity.ts';
import { formatValue } from '../format-value.ts';
import { truncateMiddle } from '../text-width.ts';
import { locateInGit, nameLogically } from './sarif-location.ts';
import { writeMessage } from './sarif-message.ts';

/** What could not be checked or decided, and what else is worth knowing beside the results, for `invocations`. */
export function buildNotifications(report: DriftReport): { readonly execution: JsonObject[]; readonly configuration: JsonObject[] } {
  return {
    execution: [
      ...listFindings(report).map((finding) =>
        notify('provenance', finding.state === 'violated' ? 'error' : 'warning', `${nameFinding(finding)}: ${finding.message}`),
      ),
      ...report.unchecked.map(buildUnchecked),
      ...report.undecided.map(({ ref, at, origin, live, reason }) =>
        notify(
          'undecided',
          'warning',
          `${formatRef(ref)} ${at} = ${truncateMiddle(formatValue(live), 200)} could not be decided: ${reason}`,
          [{ physicalLocation: locateInGit(origin), logicalLocations: [nameLogically(ref, at)] }],
        ),
      ),
      ...report.pruned.map(({ ref, at, origin, ...field }) =>
        notify('pruned', 'warning', `${formatRef(ref)} ${at}: this cluster does not know the field and drops it`, [
          { physicalLocation: locateInGit(placeField(field, origin)), logicalLocations: [nameLogically(ref, at)] },
        ]),
      ),
      ...report.suppressed.map(({ rule, reason, count, instances }) =>
        notify(
          'suppressed',
          'note',
          `${rule} lets ${formatPlural(count, 'departure')} go: ${reason}${instances === undefined ? '. A check with --explain tells where' : ''}`,
        ),
      ),
      ...report.setAside.map(({ source, file, line, reason, message }) =>
        notify('set-aside', 'note', `${reason.replaceAll('-', ' ')}: ${message}`, [
          { physicalLocation: locateInGit({ source, file, line }) },
        ]),
      ),
    ],
    configuration: report.advice.map(({ about, message }) => notify('advice', 'warning', `${about}: ${message}`)),
  };
}

function buildUnchecked(item: Unchecked): JsonObject {
  const { what, why, advice } = describeUnchecked(item);
  const text = `${what}: ${why}${advice === undefined ? '' : `. ${advice}`}`;
  switch (item.type) {
    case 'kind':
      return notify('unchecked', 'error', text);
    case 'file':
      return notify('unchecked', 'error', text, [{ physicalLocation: locateInGit(item) }]);
    case 'object':
      return notify('unchecked', 'error', text, [
        { physicalLocation: locateInGit(item.origin), logicalLocations: [nameLogically(item.ref)] },
      ]);
  }
}

function notify(id: string, level: 'error' | 'warning' | 'note', text: string, locations: readonly Json[] = []): JsonObject {
  return { descriptor: { id }, level, message: writeMessage(text), ...(locations.length === 0 ? {} : { locations }) };
}
