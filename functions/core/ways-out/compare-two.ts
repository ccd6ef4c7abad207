import { type ComparisonSettings, compareObject, type KindKnowledge } from '../diff/compare-object.ts';
import { type FieldPath, formatPath } from '../field-path.ts';
import { isSameJson, type Json } from '../json.ts';
import type { ObjectRef } from '../kube-object.ts';
import type { Mask } from '../mask/create-mask.ts';
import { isSecret, maskSecret } from '../mask/mask-secret.ts';
import { maskValue } from '../mask/mask-value.ts';
import { createResolver, findKindSchema } from '../schema/field-schema.ts';
import type { Comparison, JudgedLeaf, OpenDeparture } from './open-departure.ts';

/** What a comparison of one object needs. `kind` absent: nothing is known of it. */
export interface ComparisonContext {
  readonly kind: KindKnowledge | undefined;
  readonly settings: ComparisonSettings;
  readonly mask: Mask;
}

/** Makes the comparison that ways out are measured by: the one of a check, asked again for other objects. */
export function createComparison(
  ref: ObjectRef,
  { kind, settings, mask }: ComparisonContext,
): Pick<OpenDeparture, 'compare' | 'hides' | 'wholeOf'> {
  const hidden = isSecret(ref.group, ref.kind) ? (object: Parameters<OpenDeparture['compare']>[0]) => maskSecret(object, mask) : undefined;
  return {
    compare: (desired, live): Comparison => {
      const findings: Comparison['findings'][number][] = [];
      const leaves: JudgedLeaf[] = [];
      const judge = (path: FieldPath, rule: string): void => {
        leaves.push({ path, at: formatPath(path), rule });
      };
      const knowledge = kind ?? { schema: undefined, defaults: undefined, defaultsKnown: 'partial' };
      compareObject(ref, hidden?.(desired) ?? desired, hidden?.(live) ?? live, knowledge, settings, {
        differs: (finding) => {
          findings.push(finding);
          judge(finding.path, 'departs');
        },
        suppresses: ({ path, rule }) => judge(path, rule),
        leavesUndecided: ({ path }) => judge(path, 'undecided'),
        prunes: () => {},
        isDefault: (path) => judge(path, 'default'),
      });
      return { findings, leaves };
    },
    wholeOf: (path) => findWhole(path, ref, kind),
    hides: (value, path) => (hidden !== undefined && isData(path)) || holdsSecret(value, path, mask),
  };
}

/** As the schema says it: structs and lists that one manager owns as a whole. */
function findWhole(path: FieldPath, ref: ObjectRef, kind: KindKnowledge | undefined): FieldPath {
  const resolve = createResolver(kind?.schema);
  let schema = resolve(findKindSchema(kind?.schema, ref.kind));
  for (const [depth, element] of path.entries()) {
    // Without a schema, the items of a list have no keys to be applied by.
    if ('index' in element) return path.slice(0, depth);
    schema = resolve('field' in element ? (schema?.fields?.[element.field] ?? schema?.values) : schema?.items);
    if (schema?.atomic === true || (schema?.type === 'list' && schema.list === 'atomic')) return path.slice(0, depth + 1);
  }
  return path;
}

/** The object as a whole, or something below the data of a Secret. */
function isData([first]: FieldPath): boolean {
  return first === undefined || ('field' in first && /^(data|stringData)$/.test(first.field));
}

function holdsSecret(value: Json, path: FieldPath, mask: Mask): boolean {
  return !isSameJson(maskValue(value, path, mask), value);
}
