import { writeFileSync } from 'node:fs';
import { buildReportSchema, REPORT_SCHEMA_FILE } from './build-report-schema.ts';

/** Writes docs/report.schema.json: `npm run report-schema`, after a change of the report's types. */
writeFileSync(REPORT_SCHEMA_FILE, buildReportSchema());
