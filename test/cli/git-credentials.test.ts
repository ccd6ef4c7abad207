import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseGitCredentials } from '../../functions/cli/git-credentials.ts';
import type { SourceRef } from '../../functions/core/check.ts';

const source = (url: string): SourceRef => ({ id: url, url, revision: 'HEAD', path: '', defaultNamespace: 'default', worktree: false });
const token = { gitToken: 'secret', gitUsername: undefined };

describe('the token of the environment', () => {
  it('goes to the one host of the sources', () => {
    const sources = [source('https://git.example.com/a.git'), source('https://git.example.com/b.git'), source('/srv/local')];
    const choose = chooseGitCredentials({ sources }, token);
    assert.deepEqual(choose(source('https://git.example.com/a.git')), { password: 'secret' });
    assert.equal(choose(source('/srv/local')), undefined);
  });
  it('goes to no host that only an object of the cluster names', () => {
    const choose = chooseGitCredentials({ sources: [source('https://git.example.com/a.git')] }, token);
    assert.equal(choose(source('https://git.example.com.evil.example/a.git')), undefined);
  });
  it('goes to the host of the repositories that are listed, where no source names one', () => {
    const choose = chooseGitCredentials({ sources: [], repositories: [{ url: 'https://git.example.com/', insteadOf: [] }] }, token);
    assert.deepEqual(choose(source('https://git.example.com/a.git')), { password: 'secret' });
    assert.equal(choose(source('https://charts.example.com/a')), undefined);
  });
  it('is shown to no second host, and not repeated in the error', () => {
    const sources = [source('https://git.example.com/a.git'), source('https://other.example.com/b.git')];
    assert.throws(
      () => chooseGitCredentials({ sources }, token),
      (error: Error) => error.message.includes('git.example.com, other.example.com') && !error.message.includes('secret'),
    );
  });
  it('is no concern of sources that need none', () => {
    const sources = [source('https://git.example.com/a.git'), source('https://other.example.com/b.git')];
    const [first] = sources;
    assert.equal(first && chooseGitCredentials({ sources }, { gitToken: undefined, gitUsername: undefined })(first), undefined);
  });
});
