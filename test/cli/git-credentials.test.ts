import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseGitCredentials } from '../../functions/cli/git-credentials.ts';
import type { SourceRef } from '../../functions/core/check.ts';

const source = (url: string): SourceRef => ({ id: url, url, revision: 'HEAD', path: '', defaultNamespace: 'default', worktree: false });
const token = { gitToken: 'secret', gitUsername: undefined };

describe('the token of the environment', () => {
  it('goes to the one host of the sources', () => {
    const sources = [source('https://git.example.com/a.git'), source('https://git.example.com/b.git'), source('/srv/local')];
    assert.deepEqual(chooseGitCredentials(sources, token), { password: 'secret' });
  });
  it('is shown to no second host, and not repeated in the error', () => {
    const sources = [source('https://git.example.com/a.git'), source('https://other.example.com/b.git')];
    assert.throws(
      () => chooseGitCredentials(sources, token),
      (error: Error) => error.message.includes('git.example.com, other.example.com') && !error.message.includes('secret'),
    );
  });
  it('is no concern of sources that need none', () => {
    const sources = [source('https://git.example.com/a.git'), source('https://other.example.com/b.git')];
    assert.equal(chooseGitCredentials(sources, { gitToken: undefined, gitUsername: undefined }), undefined);
  });
});
