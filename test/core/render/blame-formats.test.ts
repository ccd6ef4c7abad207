import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Blame } from '../../../functions/core/difference.ts';
import { describeBlameShortly } from '../../../functions/core/render/describe-blame.ts';
import { RENDERERS } from '../../../functions/core/render/renderers.ts';
import { parseCsv } from '../../support/parse-csv.ts';
import { buildChanged, buildMissingObject, buildModified, buildPath, buildReport, SAMPLE_NOW } from '../../support/sample-report.ts';

const BLAME: Blame = {
  commit: 'abcdef0123456789abcdef0123456789abcdef01',
  author: 'Ada <b>Lovelace',
  time: '2026-11-03T09:00:00Z',
  pullRequest: { number: 41, sign: '#', url: 'https://github.com/shop/manifests/pull/41' },
};
const field = { ...buildChanged(buildPath('spec', 'replicas'), 3, 5), blame: BLAME };
const missing = { ...buildMissingObject('Service shop/web'), blame: BLAME };
const report = buildReport([buildModified('Deployment.apps shop/web', [field]), missing]);

function render(name: string, of = report): string {
  return (
    RENDERERS.find((renderer) => renderer.name === name)?.render(of, { colour: false, width: 100, now: SAMPLE_NOW, explain: true }) ?? ''
  );
}

describe('who set a line in git', () => {
  it('stands in the columns at the end of the table, for a field and for a missing object', () => {
    const [header = [], ...rows] = parseCsv(render('csv'));
    assert.deepEqual(header.slice(-4), ['blameCommit', 'blameAuthor', 'blameTime', 'blameRequest']);
    assert.equal(rows.length, 2);
    for (const row of rows) assert.deepEqual(row.slice(-4), [BLAME.commit, BLAME.author, BLAME.time, BLAME.pullRequest?.url]);
  });

  it('stands in the properties of every result of SARIF', () => {
    const { runs } = JSON.parse(render('sarif')) as { runs: { results: { properties: { blame: Blame } }[] }[] };
    for (const { properties } of runs[0]?.results ?? []) assert.deepEqual(properties.blame, BLAME);
    assert.equal(runs[0]?.results.length, 2);
  });

  it('stands in the text of JUnit and Markdown, where it is no markup', () => {
    const junit = render('junit');
    assert.equal(junit.split('git line set by Ada &lt;b&gt;Lovelace in #41, 3 Nov 2026').length, 3);
    const markdown = render('markdown');
    assert.equal(markdown.match(/git&#58; abcdef0 by Ada &#60;b&#62;Lovelace, \d+ h ago \(&#35;41\)/g)?.length, 2);
  });

  it('is told shortly only where somebody is known who set it', () => {
    assert.equal(describeBlameShortly(BLAME), 'git line set by Ada <b>Lovelace in #41, 3 Nov 2026');
    const { pullRequest: _pullRequest, ...alone } = BLAME;
    assert.equal(describeBlameShortly(alone), 'git line set by Ada <b>Lovelace in abcdef0, 3 Nov 2026');
    assert.equal(describeBlameShortly({ commit: BLAME.commit, time: BLAME.time, boundary: true }), undefined);
  });
});
