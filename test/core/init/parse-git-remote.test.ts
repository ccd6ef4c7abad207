import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nameRepository, parseGitRemote } from '../../../functions/core/init/parse-git-remote.ts';

describe('the https URL of a git remote', () => {
  const known: readonly (readonly [remote: string, url: string])[] = [
    ['https://github.com/org/repo.git', 'https://github.com/org/repo.git'],
    ['https://ada:hunter2@git.example.com:8443/org/repo/?token=hunter2#x', 'https://git.example.com:8443/org/repo'],
    ['https://hunter2@github.com/org/repo', 'https://github.com/org/repo'],
    ['git@github.com:org/repo.git', 'https://github.com/org/repo.git'],
    ['github.com:/org/repo.git', 'https://github.com/org/repo.git'],
    ['ssh://git@git.example.com:7999/org/repo.git', 'https://git.example.com/org/repo.git'],
    ['ssh://git:hunter2@ssh.github.com:443/org/repo.git', 'https://github.com/org/repo.git'],
    ['git@ssh.dev.azure.com:v3/org/project/repo', 'https://dev.azure.com/org/project/_git/repo'],
    ['git://git.example.com/repo', 'https://git.example.com/repo'],
    ['http://127.0.0.1:8080/repo.git', 'http://127.0.0.1:8080/repo.git'],
  ];
  for (const [remote, url] of known) it(`is told by ${remote}`, () => assert.equal(parseGitRemote(remote), url));

  for (const remote of [
    '/srv/git/repo.git',
    '../repo',
    'file:///srv/repo',
    'http://git.example.com/r',
    'git@work:org/repo',
    'C:\\repo',
    'codecommit::eu-west-1://r',
    '.',
    '',
  ])
    it(`is not told by ${JSON.stringify(remote)}`, () => assert.equal(parseGitRemote(remote), undefined));
});

describe('the name of a repository', () => {
  it('is the last word of its URL, as an id may be written', () => {
    assert.equal(nameRepository('https://github.com/org/shop.git'), 'shop');
    assert.equal(nameRepository('https://git.example.com/~ada/my%20shop/'), 'my-20shop');
    assert.equal(nameRepository('https://git.example.com/-_.git'), 'source');
    assert.equal(nameRepository('https://git.example.com'), 'git.example.com');
  });
});
