import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatCode, formatPlain } from '../../../functions/core/render/markdown/format-code.ts';
import { MARKDOWN_LIMIT } from '../../../functions/core/render/markdown/join-blocks.ts';
import { markdownRenderer } from '../../../functions/core/render/render-markdown.ts';
import type { DriftReport } from '../../../functions/core/report.ts';
import { buildChanged, buildModified, buildPath, buildReport, SAMPLE_NOW } from '../../support/sample-report.ts';
import { buildHostileReport, buildVariedReport } from '../../support/sample-reports.ts';

const render = (report: DriftReport): string =>
  markdownRenderer.render(report, { colour: false, width: 100, now: SAMPLE_NOW, explain: false });

describe('the markdown report', () => {
  it('writes a table for each modified object, with a row for each field', () => {
    const text = render(buildVariedReport());
    assert.match(text, /#### `Deployment\.apps shop\/web`/);
    assert.match(
      text,
      /\| `\.spec\.replicas` \| `3` \| `5` \| changed by hand&#58; kubectl on scale, a person, 12 min ago or earlier \(line 19\) \|/,
    );
  });

  it('says how much each departure matters, and tells the field that decided first', () => {
    const text = render(buildVariedReport());
    assert.match(text, /^🔴 2 critical · 🟠 \d high · /m);
    assert.match(text, /^- 🔴 \*\*critical\*\* `ClusterRoleBinding\S* emergency-admin` \(unmanaged\): grants rights/m);
    const table = text.slice(text.indexOf('#### `Deployment.apps shop/web`'));
    assert.match(table, /^🔴 \*\*critical\*\*: runs a privileged container, declared at/m);
    assert.match(table, /\| --- \|\n\| `\.spec\.template\.spec\.containers\[name="debug"\]/);
  });

  it('keeps every row of a table a row of five bars', () => {
    const rows = render(buildHostileReport())
      .split('\n')
      .filter((line) => line.startsWith('|'));
    assert.ok(rows.length > 3);
    for (const row of rows) assert.equal(row.match(/(?<!\\)\|/g)?.length, 5, row);
  });

  it('lets no markup, mention or end of cell out of a value', () => {
    assert.equal(formatCode('a|b'), '`a\\|b`');
    assert.equal(formatCode('a`b``c'), '``` a`b``c ```');
    assert.equal(formatPlain('<b>@team *x*'), '&#60;b&#62;&#64;team &#42;x&#42;');
  });

  it('stays below the limit of a comment and says how much is left out', () => {
    const many = Array.from({ length: 2000 }, (_, i) =>
      buildModified(`Deployment.apps shop/app-${i}`, [buildChanged(buildPath('spec', 'replicas'), i, i + 1)]),
    );
    const text = render(buildReport(many));
    assert.ok(text.length <= MARKDOWN_LIMIT, String(text.length));
    const told = text.match(/^#### /gm)?.length ?? 0;
    assert.ok(text.includes(`${2000 - told} more differences are left out here`), `${told} told`);
  });
});
