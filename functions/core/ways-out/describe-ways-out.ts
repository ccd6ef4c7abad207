import type { WayOut } from '../alert/alert.ts';
import type { Difference, FieldDifference, ModifiedObject } from '../difference.ts';
import { parseReleaseFile } from '../discover/helm/release.ts';
import { spellPlace } from '../field-place.ts';
import { stringifyJson } from '../json.ts';
import { formatRef } from '../kube-object.ts';
import { escapeText } from '../render/escape-text.ts';
import { formatValue } from '../render/format-value.ts';
import { buildRestorePatch } from './merge-patch.ts';
import { quoteForShell, spellForKubectl } from './shell.ts';

/** Objects that a message tells ways out for. */
const MOST_OBJECTS = 3;
/** Fields of one object. */
const MOST_FIELDS = 8;

/** A departure, the commit that declares the object, and the context of kubectl it lies in. */
export interface Departure {
  readonly difference: Difference;
  readonly commit?: string | undefined;
  readonly cluster: string;
}

/** The commands that put git's values back. Nothing of Plumbline runs them. */
export function describeRestore(departures: readonly Departure[]): WayOut | undefined {
  const lines = departures.slice(0, MOST_OBJECTS).map((departure) => keepPrintable(restore(departure), departure));
  return lines.length === 0 ? undefined : { does: `Put git back${describeRest(departures)}`, text: lines.join('\n') };
}

/** What to write into git so that it says what the cluster has. */
export function describeAdopt(departures: readonly Departure[]): WayOut | undefined {
  const lines = departures.slice(0, MOST_OBJECTS).flatMap(adopt).map(escapeText);
  return lines.length === 0 ? undefined : { does: `Adopt it into git${describeRest(departures)}`, text: lines.join('\n') };
}

/** A command that hides characters is not one to copy. */
function keepPrintable(command: string, { difference }: Departure): string {
  if (!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(command)) return command;
  return `# ${escapeText(formatRef(difference.ref))} holds characters that cannot be shown: see the report`;
}

function describeRest(departures: readonly Departure[]): string {
  return departures.length > MOST_OBJECTS ? ` (${MOST_OBJECTS} of ${departures.length}; the report has all)` : '';
}

function restore({ difference, commit }: Departure): string {
  switch (difference.type) {
    case 'missing':
      if (difference.madeOf)
        return `kubectl describe ${spellForKubectl(difference.madeOf, undefined)}  # its controller says why it made none`;
      return applyFromGit(difference.origin.file, commit);
    case 'unmanaged':
      return `kubectl delete ${spellForKubectl(difference.ref, undefined)}`;
    case 'modified': {
      const patch = buildRestorePatch(difference.ref.group, difference.fields);
      if (patch === undefined) return applyFromGit(difference.origin.file, commit);
      return `kubectl patch ${spellForKubectl(difference.ref, undefined)} --type=${patch.type} -p ${quoteForShell(stringifyJson(patch.body))}`;
    }
  }
}

function adopt({ difference }: Departure): string[] {
  switch (difference.type) {
    case 'missing':
      return [
        `${difference.origin.file}:${difference.origin.line}  remove ${(difference.madeOf ?? difference.ref).kind} ${(difference.madeOf ?? difference.ref).name}`,
      ];
    case 'unmanaged':
      return [`kubectl get ${spellForKubectl(difference.ref, undefined)} -o yaml  # and commit it, without status and managedFields`];
    case 'modified':
      return describeEdits(difference);
  }
}

function describeEdits({ origin, fields }: ModifiedObject): string[] {
  const edits = fields.slice(0, MOST_FIELDS).map((field) => `${spellPlace(field, origin)}  ${field.at}: ${describeEdit(field)}`);
  return fields.length > MOST_FIELDS ? [...edits, `… and ${fields.length - MOST_FIELDS} fields more`] : edits;
}

function describeEdit(field: FieldDifference): string {
  switch (field.type) {
    case 'changed':
      return `${formatValue(field.desired)} → ${formatValue(field.live)}`;
    case 'missing':
      return 'remove';
    case 'extra':
      return `add ${formatValue(field.live)}`;
  }
}

function applyFromGit(file: string, commit: string | undefined): string {
  const release = parseReleaseFile(file);
  if (release !== undefined)
    return `helm rollback ${quoteForShell(release.name)} ${release.revision} -n ${quoteForShell(release.namespace)}`;
  return `git show ${commit?.slice(0, 12) ?? 'HEAD'}:${quoteForShell(file)} | kubectl apply -f -`;
}
