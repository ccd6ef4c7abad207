import * as z from 'zod';
import { compilePointer } from '../field-path.ts';

/** Text with `*` that selects. */
export const glob = (what: string) => z.string().min(1).describe(`${what}. \`*\` stands for any text.`);

const pointer = z
  .string()
  .refine(isPointer, 'a path is a JSON pointer and starts with "/", like /spec/replicas')
  .describe(
    'JSON pointer, e.g. /spec/template/spec/containers/web/image. `*` stands for any text of a segment; an item of a keyed list is `[name=web]` or `web`.',
  );

/** One field or several, each with all below it. */
export const paths = z.union([pointer, z.array(pointer).min(1)], {
  error: 'a JSON pointer that starts with "/", like /spec/replicas, or a list of them',
});

const valuePattern = z.union([z.string(), z.number(), z.boolean(), z.null()], {
  error: 'a text with `*`, a number, a boolean, or null for "not there"',
});

/** What a rule beside the object in git may say: which departures, why, and who answers for it. */
const conditions = {
  path: paths.optional().describe('Only these fields and what is below them. Absent: the whole object, missing and unmanaged included.'),
  manager: glob('Only what this field manager set').optional(),
  git: valuePattern.optional().describe("Only where git's value is this; null: where git is silent. Together with `live` both must hold."),
  live: valuePattern.optional().describe("Only where the cluster's value is this; null: where the cluster has none."),
  reason: z.string().trim().min(1).describe('Why these departures are right. Stands in every report.'),
  owner: z.string().trim().min(1).describe('Who answers for this rule.'),
  expires: z.iso.date('a date like 2027-01-31').optional().describe('The last day on which the rule holds.'),
};

/** A rule in the annotation `plumbline.dev/ignore` of an object in git: about that object only. */
export const annotationRuleSchema = z.strictObject(conditions);

/** A rule of the configuration file: selects objects, then departures. */
export const ignoreRuleSchema = z.strictObject({
  cluster: glob('Only in clusters of this name').optional(),
  source: glob('Only objects of this source; such a rule lets no unmanaged object go').optional(),
  kind: glob('Only this kind, `Deployment` or `Deployment.apps`').optional(),
  group: glob('Only kinds of this API group').or(z.literal('')).optional(),
  namespace: glob('Only in this namespace').optional(),
  name: glob('Only objects of this name').optional(),
  labels: z.record(z.string(), glob('Value of the label')).optional().describe('Only objects with all of these labels.'),
  ...conditions,
});

/** True for a JSON pointer that `compilePointer` takes. */
export function isPointer(text: string): boolean {
  try {
    compilePointer(text);
    return true;
  } catch {
    return false;
  }
}
