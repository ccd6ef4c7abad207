import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { htmlRenderer } from '../../../../functions/core/render/render-html.ts';
import { buildChanged, buildModified, buildPath, buildReport, SAMPLE_NOW } from '../../../support/sample-report.ts';
import { buildHostileReport, buildLongReport, buildVariedReport } from '../../../support/sample-reports.ts';

const OPTIONS = { colour: false, width: 100, now: SAMPLE_NOW, explain: false };
const render = (report = buildVariedReport()): string => htmlRenderer.render(report, OPTIONS);
const contentOf = (html: string, name: string): string[] =>
  [...html.matchAll(new RegExp(`<${name}[^>]*>([^]*?)</${name}>`, 'g'))].map((match) => match[1] ?? '');

describe('the HTML report', () => {
  it('allows its own style and script, by their digests, and nothing else', () => {
    const html = render();
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    const digest = (text = ''): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    assert.equal(
      policy,
      `default-src 'none'; script-src ${digest(contentOf(html, 'script')[1])}; style-src ${digest(contentOf(html, 'style')[0])}; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    assert.doesNotMatch(html, / style="| on[a-z]+="/);
  });

  it('tells the verdict, what it rests on and what it does not', () => {
    const html = render();
    assert.match(html, /<p class="word">Drifted<\/p><h1 id="verdict">prod-eu: \d+ of 493 declared objects differ/);
    for (const text of ['v1.34.4', '2026-11-04 03:12:09 UTC', '3f2a9c1d5b7e', 'tolerationz', 'turbo', 'broken.yaml'])
      assert.ok(html.includes(text), text);
  });

  it('is the same whenever it is written: ages are told from the reading', () => {
    assert.equal(render(), htmlRenderer.render(buildVariedReport(), { ...OPTIONS, now: '2030-01-01T00:00:00Z' }));
  });

  it('links a line of git to the forge at the very commit, and nothing where the forge is not known', () => {
    const [revision] = buildReport().revisions;
    assert.ok(revision);
    const differences = [
      buildModified('Deployment.apps shop/web', [buildChanged(buildPath('spec', 'replicas'), 3, 5, { cause: 'by-hand', line: 19 })]),
    ];
    const linked = render(buildReport(differences, { revisions: [{ ...revision, url: 'https://github.com/example/shop.git' }] }));
    assert.ok(linked.includes(`href="https://github.com/example/shop/blob/${revision.commit}/deploy/shop/web.yaml#L19"`));
    assert.ok(linked.includes(`href="https://github.com/example/shop/commit/${revision.commit}"`));
    assert.doesNotMatch(render(buildReport(differences)), /href="https?:/);
  });

  it('says who signed the commit only where a signature proved it', () => {
    const [revision] = buildReport().revisions;
    assert.ok(revision);
    const withSignature = (result: string, signer?: string): string =>
      render(
        buildReport([], {
          revisions: [{ ...revision, provenance: { signature: { result, signer, reason: 'the reason' }, findings: [] } } as never],
        }),
      );
    assert.match(withSignature('good', 'ann@example.com'), /class="signed">signed by ann@example\.com/);
    assert.match(withSignature('unknown-signer', 'mallory@example.com'), /class="unsigned">signature unknown signer: the reason/);
    assert.doesNotMatch(withSignature('unknown-signer', 'mallory@example.com'), /mallory/);
  });

  it('tells what is over, and what is worth knowing of images, where a report has it', () => {
    const ref = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'api' };
    const commit = { source: 'shop', commit: '3f2a9c1d5b7e4f60918273645546372819a0b1c2' };
    const images = {
      declared: { digest: 1, tag: 2, floating: 1 },
      movedTags: [],
      running: [],
      unpinned: [{ ref, container: 'api', image: 'shop/api:latest', pinning: 'floating' as const }],
    };
    const html = render(buildReport([], { settled: [{ ref, at: '.spec.replicas', how: 'adopted', commit }], images }));
    assert.match(html, /Deployment\.apps shop\/api \.spec\.replicas<\/b> adopted into git, shop at 3f2a9c1d5b7e/);
    assert.match(html, /1 of 4 declared images pinned by digest[\s\S]*shop\/api:latest: names no release/);
  });

  it('keeps its data where nothing in it can end a script or begin a comment', () => {
    const evil = '</script><script>alert(1)</script><!--\u2028&';
    const html = render(buildReport([buildModified('ConfigMap a/b', [buildChanged(buildPath('data', evil), evil, `${evil}!`)])]));
    assert.equal(contentOf(html, 'script').length, 2);
    const data = JSON.parse(contentOf(html, 'script')[0] ?? '');
    assert.ok(data.objects[0].fields[0].lines[0].desired.includes('</script><script>alert(1)</script><!--\\u2028&'));
    assert.equal(html.split('<!--').length, 1);
    assert.doesNotMatch(render(buildHostileReport()), /<img/);
  });

  it('tells the first hundred objects without its script, and how many there are', () => {
    const html = render(buildLongReport(400));
    assert.equal(html.match(/<article class="object \w+" id=/g)?.length, 100);
    assert.match(html, /<noscript><p>These are the first 100 of 400 objects/);
  });

  it('of a cluster in sync has no list to filter', () => {
    const html = render(buildReport());
    assert.match(html, /In sync/);
    assert.doesNotMatch(html, /class="toolbar"|id="differences"/);
  });
});
