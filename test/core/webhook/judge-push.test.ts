import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../../functions/core/config.ts';
import { judgePush } from '../../../functions/core/webhook/judge-push.ts';

const config = parseConfig(
  `sources:
  - {id: shop, url: https://github.com/acme/shop.git, revision: "env/{cluster}"}
  - {id: base, url: https://github.com/acme/base.git, revision: v1}
  - {id: unread, url: https://github.com/acme/unread.git}
clusters:
  - {name: prod-eu, eks: {region: eu-west-1}, sources: [shop, {id: own, url: https://gitlab.com/acme/own.git}]}
discover:
  tag: {key: plumbline}
  regions: [eu-west-1]
  sources: [{id: base, revision: "{region}"}]
`,
  'p.yaml',
);
const judge = (url: string, ...refs: readonly string[]): string => judgePush(config, { urls: [url], refs, defaultBranch: 'main' });

describe('the fleet', () => {
  it('follows the branch of a cluster that its configuration names', () => {
    assert.equal(judge('https://github.com/acme/shop', 'refs/heads/env/prod-eu'), 'followed');
    assert.equal(judge('https://github.com/acme/shop', 'refs/heads/env/staging'), 'not-followed');
  });
  it('follows a source that one cluster alone has', () => {
    assert.equal(judge('https://gitlab.com/acme/own', 'refs/heads/main'), 'followed');
    assert.equal(judge('https://gitlab.com/acme/own', 'refs/heads/feature'), 'not-followed');
  });
  it('may follow any branch that would fit a cluster that is yet to be found', () => {
    assert.equal(judge('https://github.com/acme/base', 'refs/heads/us-east-1'), 'followed');
  });
  it('follows no deleted branch', () => assert.equal(judge('https://github.com/acme/shop'), 'not-followed'));
  it('does not know a repository that no check reads', () => {
    assert.equal(judge('https://github.com/acme/unread', 'refs/heads/main'), 'unknown');
    assert.equal(judge('https://github.com/evil/shop', 'refs/heads/env/prod-eu'), 'unknown');
    assert.equal(judgePush(config, { urls: [], refs: ['refs/heads/main'] }), 'unknown');
  });
});
