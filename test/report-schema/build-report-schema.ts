import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

const ROOT = join(import.meta.dirname, '../..');
export const REPORT_SCHEMA_FILE = join(ROOT, 'docs/report.schema.json');

/** The JSON Schema of a report, from its type: what the type says in words is in it as well. Keys that a later version adds do not make a report invalid. */
export function buildReportSchema(): string {
  const generator = createGenerator({
    path: join(ROOT, 'functions/core/report.ts'),
    tsconfig: join(ROOT, 'tsconfig.json'),
    type: 'DriftReport',
    // The compiler of the project checks them; this one only reads.
    skipTypeCheck: true,
    additionalProperties: true,
    expose: 'export',
    topRef: true,
    sortProps: true,
  });
  const { $schema, ...schema } = generator.createSchema('DriftReport');
  return `${JSON.stringify({ $schema, $id: 'urn:plumbline:report:1', title: 'Plumbline drift report, schemaVersion 1', ...schema }, null, 2)}\n`;
}
