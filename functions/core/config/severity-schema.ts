import * as z from 'zod';
import { SEVERITIES } from '../severity/severity.ts';
import { SEVERITY_RULES } from '../severity/severity-rules.ts';
import { glob, paths } from './ignore-schema.ts';

const RULES = SEVERITY_RULES.map(({ name }) => name);

/** A rule of the configuration file that says how much departures matter: selects objects, then departures. */
export const severityOverrideSchema = z.strictObject({
  rule: z
    .enum(RULES, `one of ${RULES.join(', ')}`)
    .optional()
    .describe(
      'Only departures that this rule of Plumbline judged. What waits for a change of git to be applied is selected by `pending` only.',
    ),
  cluster: glob('Only in clusters of this name').optional(),
  environment: glob('Only in clusters of this environment').optional(),
  kind: glob('Only this kind, `Deployment` or `Deployment.apps`').optional(),
  namespace: glob('Only in this namespace').optional(),
  name: glob('Only objects of this name').optional(),
  path: paths.optional().describe('Only these fields and what is below them. Absent: the whole object, missing and unmanaged included.'),
  level: z.enum(SEVERITIES, `one of ${SEVERITIES.join(', ')}`).describe('How much these departures matter.'),
  reason: z.string().trim().min(1).describe('Why. Stands in every report.'),
});
