import * as z from 'zod';
import { ignoreRuleSchema } from './ignore-schema.ts';

const names = (what: string) => z.array(z.string().min(1)).default([]).describe(what);

const scopeSchema = z.strictObject({
  unmanaged: z.boolean().default(true).describe('Look for objects that no source declares.'),
  namespaces: names('Look for unmanaged objects in these namespaces only; `*` stands for any text. Empty: in all.'),
  excludeNamespaces: names('Look for no unmanaged objects in these namespaces.'),
  excludeKinds: names('Leave these kinds out of the check: `Kind` or `Kind.group`, `*` stands for any text.'),
});

const deliverySchema = z.strictObject({
  manager: z.string().min(1).describe("The field manager that applies git's state, as managedFields spells it."),
  operation: z.enum(['Apply', 'Update']).optional().describe('Only with this operation. Absent: both.'),
});

/** What `plumbline.yaml` may hold. Every object is strict: a key that is misspelled is an error, never a rule that does nothing. */
export const configSchema = z.strictObject({
  ignore: z.array(ignoreRuleSchema).default([]).describe('Departures that are let go. Each is counted in every report, with its reason.'),
  scope: scopeSchema.prefault({}).describe('What is looked at.'),
  delivery: z.array(deliverySchema).default([]).describe("The managers that deliver git's state, where an object's own marks do not tell."),
  controllers: names('Field managers of your own controllers: what they set where git is silent is no drift. `*` stands for any text.'),
});

/** The JSON Schema of `plumbline.yaml`, for editors. */
export function buildConfigJsonSchema(): unknown {
  const schema = z.toJSONSchema(configSchema, { io: 'input' });
  return { ...schema, title: 'Configuration of Plumbline', description: 'plumbline.yaml' };
}
