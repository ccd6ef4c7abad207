import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildGateResult } from '../../../../functions/core/gate/build-gate-result.ts';
import { buildGateReport, type GateReport } from '../../../../functions/core/gate/gate-report.ts';
import { GATE_RENDERERS } from '../../../../functions/core/render/gate/gate-renderers.ts';
import { measureText } from '../../../../functions/core/render/text-width.ts';
import { buildSampleGate } from '../../../support/sample-gate.ts';
import { buildChanged, buildMissingObject, buildModified, buildPath, buildReport, SAMPLE_NOW } from '../../../support/sample-report.ts';

const HOSTILE = 'x\u001b[2J\u202e|`<b>';
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

function render(name: string, gate: GateReport, width = 100): string {
  const renderer = GATE_RENDERERS.find((candidate) => candidate.name === name);
  return renderer?.render(gate, { colour: false, width, now: SAMPLE_NOW, explain: false }) ?? '';
}

/** A gate over one revision: nothing but the recorded causes decides. */
function buildPlainGate(source: string | undefined, fields: Parameters<typeof buildModified>[1]): GateReport {
  const differences = [buildModified('ConfigMap shop/settings', fields), buildMissingObject('Secret shop/token')];
  const side = { differences, declares: () => true, bodyOf: () => undefined, isUnchecked: () => false };
  return buildGateReport({ ...(source === undefined ? {} : { source }), report: buildReport(differences), proposed: side, overrides: [] });
}

describe('every way of writing a gate down', () => {
  for (const { name } of GATE_RENDERERS) {
    it(`${name} lets no control character of a cluster or of git through`, () => {
      const field = buildChanged(buildPath('data', HOSTILE), HOSTILE, `${HOSTILE}!`);
      const differences = [buildModified(`ConfigMap ${HOSTILE}/${HOSTILE}`, [field]), buildMissingObject(`Secret shop/${HOSTILE}`)];
      for (const fate of ['changes', 'overwritten', 'adopted'] as const) {
        const report = buildReport(differences, { serverVersion: HOSTILE });
        const gate: GateReport = {
          ...buildSampleGate(),
          report,
          base: report,
          entries: report.differences.map(({ type, ref, severity }) => ({
            fate: type === 'missing' && fate === 'changes' ? 'creates' : fate,
            side: 'proposed',
            type,
            ref,
            severity,
            ...(type === 'modified' ? { fields: [field.at] } : {}),
          })),
        };
        const text = render(name, gate);
        assert.ok(text.length > 100);
        assert.doesNotMatch(text, CONTROLS);
      }
    });

    it(`${name} gives the same text for the same gate`, () => {
      assert.equal(render(name, buildSampleGate()), render(name, buildSampleGate()));
    });
  }

  it('a release whose revision lacks what it has to prove is untrusted, whatever it changes, and every writer says why', () => {
    const [revision] = buildReport().revisions;
    assert.ok(revision);
    const finding = { requirement: 'known-signer', state: 'violated', message: `it is not signed ${HOSTILE}` } as const;
    const report = buildReport([], { revisions: [{ ...revision, provenance: { findings: [finding] } }] });
    const side = { differences: [], declares: () => true, bodyOf: () => undefined, isUnchecked: () => false };
    const gate = buildGateReport({ source: revision.source, report, proposed: side, overrides: [] });
    assert.equal(gate.verdict, 'untrusted');
    const result = buildGateResult(gate, { key: 'k', url: 'u', expiresAt: SAMPLE_NOW });
    assert.equal(result.exitCode, 4);
    assert.deepEqual(result.lacks, [`${revision.source}: ${finding.message}`]);
    for (const { name } of GATE_RENDERERS) {
      const text = render(name, gate);
      assert.match(text, /it is not signed/, name);
      assert.doesNotMatch(text, CONTROLS, name);
    }
    assert.match(render('text', gate), /UNTRUSTED[\s\S]*does not prove where it comes from/);
  });

  it('text keeps to the width of the terminal', () => {
    for (const width of [60, 80, 100, 140]) {
      const wide = render('text', buildSampleGate(), width)
        .split('\n')
        .filter((line) => measureText(line) > width && !line.includes('git → cluster'));
      assert.deepEqual(wide, [], `at ${width}`);
    }
  });

  it('text of a release fits a screen where little happens', () => {
    assert.ok(render('text', buildSampleGate({ drifted: false })).split('\n').length < 30);
  });

  it('speaks of no release where none is proposed, and of none that changes where git does not move', () => {
    const fields = [buildChanged(buildPath('data', 'a'), 1, 2), buildChanged(buildPath('data', 'b'), 1, 2, { cause: 'not-yet-applied' })];
    const checked = render('text', buildPlainGate(undefined, fields));
    assert.match(checked, /drifted in 2 places\. 1 change of git is not yet applied\./);
    assert.doesNotMatch(checked, /The release|release leaves|--base/);
    const same = render('text', buildPlainGate('shop', fields));
    assert.match(same, /base +the same commit[\s\S]*--base names what was released before/);
  });

  it('says which drift was too mild to fail the gate', () => {
    const report = buildSampleGate({ failOn: 'critical' });
    const mild = { ...report, verdict: 'passed', counts: { ...report.counts, failing: 0 } } as const;
    assert.match(render('text', mild), /^✓ PASSED {2}prod-eu: Nothing of severity critical or worse has drifted, 3 places below it have\./);
  });
});

describe('a gate for machines', () => {
  it('tells what has drifted, and nothing of what the release alone will change', () => {
    const gate = buildSampleGate();
    const { runs } = JSON.parse(render('sarif', gate));
    const told = runs[0].results.map(({ properties }: { properties: { at?: string } }) => properties.at);
    assert.ok(told.includes('.spec.replicas'));
    assert.ok(!told.includes('.spec.revisionHistoryLimit'));
    assert.match(render('junit', gate), /<failure type="modified"/);
    assert.doesNotMatch(render('csv', gate), /revisionHistoryLimit/);
  });
});
