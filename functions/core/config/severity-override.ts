import type * as z from 'zod';
import type { severityOverrideSchema } from './severity-schema.ts';

/** A level that the operator gives to departures. Texts take `*`; what is absent selects everything. */
export interface SeverityOverride extends z.output<typeof severityOverrideSchema> {
  /** Where it stands, `plumbline.yaml:14`: what a report calls it. */
  readonly at: string;
}
