import { createHash } from 'node:crypto';
import type { Difference, FieldDifference, SetBy } from './difference.ts';
import { canonicalJson, type Json } from './json.ts';
import { compareText, refKey } from './kube-object.ts';

/**
 * A digest of what departs, equal as long as the same things depart in the same way: no time and nothing of the revision is in it, so neither a later
 * touch by the same manager nor a line that moved in git makes it another. The order of the differences does not matter.
 */
export function fingerprintDifferences(differences: readonly Difference[]): string {
  const lines = differences.map((difference) => canonicalJson(describeDifference(difference))).sort(compareText);
  const hash = createHash('sha256');
  for (const line of lines) hash.update(line).update('\n');
  return hash.digest('hex');
}

function describeDifference(difference: Difference): Json {
  const { type, ref } = difference;
  switch (difference.type) {
    case 'missing':
      return [type, refKey(ref)];
    case 'modified':
      return [type, refKey(ref), difference.fields.map((field) => canonicalJson(describeField(field))).sort(compareText)];
    case 'unmanaged':
      return [type, refKey(ref), describeWriter(difference.setBy)];
  }
}

function describeField(field: FieldDifference): Json {
  const common: readonly Json[] = [field.type, field.at, field.cause, describeWriter(field.setBy)];
  switch (field.type) {
    case 'changed':
      return [...common, field.desired, field.live];
    case 'missing':
      return [...common, field.desired];
    case 'extra':
      return [...common, field.live];
  }
}

function describeWriter(setBy: SetBy | undefined): Json {
  return setBy === undefined ? null : [setBy.manager, setBy.operation, setBy.subresource ?? null, setBy.class];
}
