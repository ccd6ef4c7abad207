import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import { jsonRenderer } from '../../functions/core/render/render-json.ts';
import { buildReportSchema, REPORT_SCHEMA_FILE } from '../report-schema/build-report-schema.ts';
import { buildCorpus } from '../support/report-corpus.ts';

const kept = readFileSync(REPORT_SCHEMA_FILE, 'utf8');

describe('docs/report.schema.json', () => {
  it('is what the types of a report say: else "npm run report-schema" was forgotten', () => {
    assert.ok(buildReportSchema() === kept, 'run: npm run report-schema');
  });

  it('holds for the JSON of every golden case and sample, and for no report that lacks its verdict', () => {
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(kept));
    for (const [name, report] of buildCorpus()) {
      const written: Record<string, unknown> = JSON.parse(
        jsonRenderer.render(report, { colour: false, width: 0, now: report.readAt, explain: true }),
      );
      const isValid: boolean = validate(written);
      assert.ok(isValid, `${name}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
      const { verdict: _verdict, ...without } = written;
      assert.ok(!validate(without));
    }
  });
});
