import * as z from 'zod';
import { acceptedSchema, alertsSchema } from './alerts-schema.ts';
import { blameSchema } from './blame-schema.ts';
import { clusterSchema, discoverSchema, scheduleSchema } from './cluster-schema.ts';
import { findConflicts } from './find-conflicts.ts';
import { findTrustConflicts } from './find-trust-conflicts.ts';
import { ignoreRuleSchema } from './ignore-schema.ts';
import { imagesSchema } from './images-schema.ts';
import { provenanceSchema } from './provenance-schema.ts';
import { routeSchema } from './route-schema.ts';
import { listNames, scopeSchema } from './scope-schema.ts';
import { severityOverrideSchema } from './severity-schema.ts';
import { sopsSchema } from './sops-schema.ts';
import { repositorySchema, sourceSchema } from './source-schema.ts';

const deliverySchema = z.strictObject({
  manager: z.string().min(1).describe("The field manager that applies git's state, as managedFields spells it."),
  operation: z.enum(['Apply', 'Update']).optional().describe('Only with this operation. Absent: both.'),
});

const keysSchema = z.strictObject({
  ignore: z.array(ignoreRuleSchema).default([]).describe('Departures that are let go. Each is counted in every report, with its reason.'),
  severity: z
    .array(severityOverrideSchema)
    .default([])
    .describe('How much departures matter, where you know better than the rules. The first that selects a departure holds.'),
  scope: scopeSchema.prefault({}).describe('What is looked at.'),
  delivery: z.array(deliverySchema).default([]).describe("The managers that deliver git's state, where an object's own marks do not tell."),
  controllers: listNames(
    'Field managers of your own controllers: what they set where git is silent is no drift. `*` stands for any text.',
  ).default([]),
  images: imagesSchema.prefault({}).describe('Whether the images that run are looked at.'),
  blame: blameSchema.prefault({}).describe('Which commit last set a line.'),
  sops: sopsSchema.prefault({}).describe('What SOPS encrypts in git.'),
  sources: z
    .array(sourceSchema)
    .default([])
    .describe('The git repositories that declare the clusters, and the delivery tools that are told of others.'),
  repositories: z
    .array(repositorySchema)
    .default([])
    .describe(
      'Where repositories and charts that a delivery tool is told of may be. Absent: at any public https address, read without a token.',
    ),
  chartHosts: listNames(
    'Hosts that charts may come from beside the one that a source names: for dependencies that are not vendored, for archives that a repository keeps elsewhere, and hosts with private addresses.',
  ).default([]),
  clusters: z.array(clusterSchema).default([]).describe('The clusters of the fleet, one by one.'),
  discover: discoverSchema.optional().describe('The clusters of the fleet that are found by a tag, at every run.'),
  provenance: provenanceSchema.optional().describe('Where revisions have to come from, and who has to have signed them.'),
  schedule: scheduleSchema
    .default('rate(15 minutes)')
    .describe('When to check clusters that name no schedule. Default: `rate(15 minutes)`, in UTC.'),
  watch: z
    .strictObject({
      intervals: z
        .int()
        .min(1)
        .max(1000)
        .default(3)
        .describe('Ring when a check had no complete run for so many of its own intervals. Default: 3.'),
    })
    .prefault({})
    .describe('When a check that does not come is missed.'),
  alerts: alertsSchema.prefault({}).describe('How patient alerts are.'),
  accepted: z
    .array(acceptedSchema)
    .default([])
    .describe('Incidents that are left alone as they are, each with its reason, its owner and its end.'),
  routes: z.array(routeSchema).default([]).describe('Who is told what, and where, beside the two topics of the installation.'),
});

/** What `plumbline.yaml` may hold. Every object is strict: a key that is misspelled is an error, never a rule that does nothing. */
export const configSchema = keysSchema.check(({ value, issues }) => {
  for (const { path, message } of [...findConflicts(value), ...findTrustConflicts(value)])
    issues.push({ code: 'custom', path: [...path], message, input: value });
});

/** The JSON Schema of `plumbline.yaml`, for editors. */
export function buildConfigJsonSchema(): unknown {
  const schema = z.toJSONSchema(configSchema, { io: 'input' });
  return { ...schema, title: 'Configuration of Plumbline', description: 'plumbline.yaml' };
}
