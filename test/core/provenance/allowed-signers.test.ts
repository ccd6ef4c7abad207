import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { findSigner } from '../../../functions/core/provenance/find-signer.ts';
import { matchPatterns } from '../../../functions/core/provenance/match-patterns.ts';
import { type AllowedSigner, parseAllowedSigners } from '../../../functions/core/provenance/parse-allowed-signers.ts';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOfZSwHgIbjerHMoDToOKDTcLk1cBTXFRuAKO2CV0wda';

function read(text: string): readonly AllowedSigner[] {
  const parsed = parseAllowedSigners(text);
  assert.ok(parsed.type === 'read', JSON.stringify(parsed));
  return parsed.signers;
}

function principalOf(principals: string, email: string | undefined): string | undefined {
  const signers = read(`${principals} ${KEY}`);
  const [{ key } = { key: Buffer.alloc(0) }] = signers;
  const found = findSigner(signers, { key, namespace: 'git', at: 0, email });
  return found.type === 'good' ? found.principal : undefined;
}

describe('an allowed-signers file', () => {
  it('is read as ssh-keygen(1) has it: comments, blanks, quoted principals, options in any order', () => {
    const [plain, quoted, timed] = read(
      [
        '# who may sign',
        '',
        `ada@example.com,bob@example.com ${KEY} a comment`,
        `"Ada Lovelace" namespaces="git,file" ${KEY}`,
        `*@example.com valid-before="20270101120000Z",cert-authority,valid-after="20260101" ${KEY}`,
      ].join('\n'),
    );
    assert.deepEqual(plain?.principals, ['ada@example.com', 'bob@example.com']);
    assert.deepEqual([quoted?.principals, quoted?.namespaces], [['Ada Lovelace'], ['git', 'file']]);
    assert.equal(timed?.isAuthority, true);
    assert.deepEqual([timed?.validAfter, timed?.validBefore], [Date.UTC(2026, 0, 1) / 1000, Date.UTC(2027, 0, 1, 12) / 1000]);
  });

  it('with a line that cannot be read is an error that names it, and not a signer fewer', () => {
    for (const [line, message] of [
      [KEY, /no public key/],
      ['ada@example.com', /no public key/],
      ['ada@example.com ssh-ed25519 AAAA', /no public key/],
      [`ada@example.com ssh-rsa ${KEY.split(' ')[1]}`, /no public key/],
      [`ada@example.com valid-before="soon" ${KEY}`, /takes a time/],
      [`ada@example.com valid-before="20271301" ${KEY}`, /takes a time/],
      [`ada@example.com namespace="git" ${KEY}`, /no option "namespace"/],
    ] as const) {
      const parsed = parseAllowedSigners(`# first\n${line}\n`);
      assert.ok(parsed.type === 'invalid', line);
      assert.equal(parsed.line, 2);
      assert.match(parsed.message, message);
    }
  });

  it('names the committer where the line is about them, and nobody that it excludes', () => {
    assert.equal(principalOf('*@example.com', 'ada@example.com'), 'ada@example.com');
    assert.equal(principalOf('!mallory@example.com,*@example.com', 'mallory@example.com'), '!mallory@example.com,*@example.com');
    assert.equal(principalOf('ci,*@example.com', 'mallory@elsewhere.com'), 'ci');
    assert.equal(principalOf('ada@example.com', undefined), 'ada@example.com');
  });
});

describe('patterns', () => {
  it('match as OpenSSH does', () => {
    assert.ok(matchPatterns('git', ['g?t']));
    assert.ok(matchPatterns('ada@example.com', ['bob@*', '*@example.com']));
    assert.ok(!matchPatterns('ada@example.com', ['!ada@*', '*']));
    assert.ok(!matchPatterns('ada@example.com', ['!bob@*']), 'what is only excluded matches nothing');
    assert.ok(!matchPatterns('', []));
  });

  it('agree with a regular expression, and end soon on many stars', () => {
    const word = fc.stringMatching(/^[ab]{0,8}$/);
    const pattern = fc.stringMatching(/^[ab*?]{0,8}$/);
    fc.assert(
      fc.property(word, pattern, (text, glob) => {
        const expression = new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        assert.equal(matchPatterns(text, [glob]), expression.test(text));
      }),
    );
    assert.ok(!matchPatterns('a'.repeat(20_000), [`${'*a'.repeat(200)}b`]));
  });
});
