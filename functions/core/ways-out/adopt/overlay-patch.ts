import type { FieldFinding } from '../../diff/object-comparison.ts';
import type { FieldDifference } from '../../difference.ts';
import { formatPath } from '../../field-path.ts';
import { asString, type JsonObject } from '../../json.ts';
import { metadataOf, splitApiVersion } from '../../kube-object.ts';
import { buildRestorePatch } from '../merge-patch.ts';
import { writeFields } from './write-value.ts';

/** The patch of a kustomization that gives an object the live values, with its target; undefined where a merge cannot say it. */
export function buildOverlayPatch(
  original: JsonObject,
  findings: readonly FieldFinding[],
): { readonly target: JsonObject; readonly patch: string } | undefined {
  const apiVersion = asString(original['apiVersion']) ?? '';
  const kind = asString(original['kind']) ?? '';
  const name = asString(metadataOf(original)['name']) ?? '';
  const { group, version } = splitApiVersion(apiVersion);
  const built = buildRestorePatch(group, findings.map(turnAround));
  if (built === undefined) return undefined;
  const { metadata, ...rest } = built.body as JsonObject;
  const patch = { apiVersion, kind, metadata: { name, ...(metadata as JsonObject | undefined) }, ...rest };
  return {
    target: { ...(group === '' ? {} : { group }), version, kind, name },
    patch: `${writeFields(patch, 0, { lineBreak: '\n', dashIndent: 2 })}\n`,
  };
}

/** What would put git back, with the sides exchanged. */
function turnAround({ type, path, live }: FieldFinding): FieldDifference {
  const field = { path, at: formatPath(path), cause: 'unknown' } as const;
  if (type === 'missing') return { ...field, type: 'extra', live: null };
  return { ...field, type: 'missing', desired: live ?? null };
}
