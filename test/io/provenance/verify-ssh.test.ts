import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { parseSignedCommit } from '../../../functions/core/provenance/parse-signed-object.ts';
import type { Signature } from '../../../functions/core/provenance/provenance.ts';
import type { TrustedSigners } from '../../../functions/core/provenance/provenance-request.ts';
import { verifySignature } from '../../../functions/io/provenance/verify-signature.ts';
import { makeFolder } from '../../support/git-repository.ts';
import { allowSigners, hasTool, makeSigningRepository, makeSshKey, type SigningRepository, sshSettings } from '../../support/signing.ts';

const AT = '2026-01-02T00:00:00Z';
const SKIP = hasTool('ssh-keygen') ? false : 'ssh-keygen is not there: SSH signatures are NOT tested';

function judge(content: Buffer, signers: TrustedSigners): Promise<Signature> {
  const maker = { at: Date.parse(AT) / 1000, email: 'ada@example.com' };
  return verifySignature(parseSignedCommit(content), maker, { signers, now: AT });
}

/** A commit that git signed with a fresh key. */
function signCommit(t: TestContext, type: 'ed25519' | 'rsa' | 'ecdsa' = 'ed25519', bits?: number) {
  const repository = makeSigningRepository(t);
  const key = makeSshKey(t, type, bits);
  repository.git(['commit', '-q', '--allow-empty', '-m', 'signed'], sshSettings(key), AT);
  return { repository, key, commit: repository.readObject('commit') };
}

/** What git itself says, with this text as its allowed-signers file. */
function askGit(t: TestContext, repository: SigningRepository, allowed: string, revision = 'HEAD') {
  return repository.ask([allowSigners(t, allowed)], revision);
}

describe('an SSH signature', { skip: SKIP }, () => {
  for (const [type, bits] of [
    ['ed25519', undefined],
    ['rsa', 2048],
    ['ecdsa', 256],
    ['ecdsa', 384],
    ['ecdsa', 521],
  ] as const) {
    it(`of a key of type ${type}${bits ?? ''} that is allowed is good, as git says`, async (t) => {
      const { repository, key, commit } = signCommit(t, type, bits);
      const allowed = `ada@example.com namespaces="git" ${key.line}\n`;
      const { result, signer, fingerprint, reason } = await judge(commit, { ssh: allowed });
      assert.equal(result, 'good', reason);
      assert.equal(signer, 'ada@example.com');
      assert.equal(repository.git(['log', '-1', '--format=%GS|%GF'], [allowSigners(t, allowed)]), `${signer}|${fingerprint}`);
      assert.deepEqual(askGit(t, repository, allowed), { letter: 'G', accepts: true });
    });
  }

  it('over a commit that was changed afterwards is bad, as git says', async (t) => {
    const { repository, key, commit } = signCommit(t);
    const allowed = `ada@example.com ${key.line}\n`;
    const tampered = Buffer.from(commit.toString('latin1').replace('\n\nsigned', '\n\nforged'), 'latin1');
    assert.notDeepEqual(tampered, commit);
    assert.equal((await judge(tampered, { ssh: allowed })).result, 'bad');
    assert.deepEqual(askGit(t, repository, allowed, repository.writeCommit(tampered)), { letter: 'B', accepts: false });
  });

  it('of a key that nobody allowed is of an unknown signer, with the fingerprint to look for', async (t) => {
    const { repository, commit } = signCommit(t);
    const other = `bob@example.com ${makeSshKey(t).line}\n`;
    const { result, fingerprint = '', signer } = await judge(commit, { ssh: other });
    assert.equal(result, 'unknown-signer');
    assert.equal(signer, undefined);
    assert.equal(repository.git(['log', '-1', '--format=%GF'], [allowSigners(t, other)]), fingerprint);
    assert.deepEqual(askGit(t, repository, other), { letter: 'U', accepts: false });
    assert.equal((await judge(commit, {})).result, 'unknown-signer', 'nobody is trusted where nobody is named');
  });

  it('counts at the time of the commit: later than its key counted it is expired, earlier it is of nobody known', async (t) => {
    const { repository, key, commit } = signCommit(t);
    const cases = [
      ['valid-before="20260101"', 'expired', false],
      ['valid-before="20260103"', 'good', true],
      ['valid-before="20260102000000Z"', 'good', true],
      ['valid-after="20260102"', 'good', true],
      ['valid-after="20260103"', 'unknown-signer', false],
      ['valid-after="20250101",valid-before="20260102000001"', 'good', true],
    ] as const;
    for (const [options, expected, accepts] of cases) {
      const allowed = `ada@example.com ${options} ${key.line}\n`;
      assert.equal((await judge(commit, { ssh: allowed })).result, expected, options);
      assert.equal(askGit(t, repository, allowed).accepts, accepts, options);
    }
  });

  it("is nobody's where its key may sign other things only", async (t) => {
    const { repository, key, commit } = signCommit(t);
    for (const [namespaces, expected] of [
      ['file', 'unknown-signer'],
      ['file,git', 'good'],
      ['g*', 'good'],
      ['*,!git', 'unknown-signer'],
    ] as const) {
      const allowed = `ada@example.com namespaces="${namespaces}" ${key.line}\n`;
      assert.equal((await judge(commit, { ssh: allowed })).result, expected, namespaces);
      assert.equal(askGit(t, repository, allowed).accepts, expected === 'good', namespaces);
    }
  });

  it('of a key that was revoked is revoked, though it is still allowed', async (t) => {
    const { repository, key, commit } = signCommit(t);
    const allowed = `ada@example.com ${key.line}\n`;
    assert.equal((await judge(commit, { ssh: allowed, sshRevoked: `# lost\n${key.line}\n` })).result, 'revoked');
    const revoked = join(makeFolder(t), 'revoked');
    writeFileSync(revoked, `${key.line}\n`);
    assert.equal(repository.ask([allowSigners(t, allowed), `gpg.ssh.revocationFile=${revoked}`]).accepts, false);
  });

  it('for something else than git is bad, though the key is allowed', async (t) => {
    const { key, commit } = signCommit(t);
    const { payload } = parseSignedCommit(commit);
    const file = join(makeFolder(t), 'payload');
    writeFileSync(file, payload);
    execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-f', key.file, '-n', 'file', file], { stdio: 'pipe' });
    const armored = readFileSync(`${file}.sig`, 'utf8');
    const signed = { payload, signatures: [armored] };
    const { result } = await verifySignature(
      signed,
      { at: 0, email: undefined },
      { signers: { ssh: `ada@example.com ${key.line}` }, now: AT },
    );
    assert.equal(result, 'bad');
  });

  it('by a certificate, or by a key that only signs certificates, is not taken for that of a signer', async (t) => {
    const { repository, key, commit } = signCommit(t);
    const authority = `ada@example.com cert-authority ${key.line}\n`;
    assert.equal((await judge(commit, { ssh: authority })).result, 'unknown-signer');
    assert.equal(askGit(t, repository, authority).accepts, false);
    const user = makeSshKey(t);
    execFileSync('ssh-keygen', ['-q', '-s', key.file, '-I', 'ada', '-n', 'ada@example.com', `${user.file}.pub`], { stdio: 'pipe' });
    repository.git(['commit', '-q', '--allow-empty', '-m', 'by certificate'], sshSettings({ ...user, file: `${user.file}-cert.pub` }), AT);
    const { result, reason } = await judge(repository.readObject('commit'), { ssh: authority });
    assert.equal(result, 'unsupported');
    assert.match(reason, /certificate/);
  });

  it('is missing where git did not sign', async (t) => {
    const repository = makeSigningRepository(t);
    const { result } = await judge(repository.readObject('commit'), {});
    assert.equal(result, 'missing');
    assert.equal(repository.ask([]).letter, 'N');
  });

  it('is good for no other byte of commit or signature', async (t) => {
    for (const [type, bits] of [['ed25519'], ['ecdsa', 256], ['rsa', 2048]] as const) {
      const { key, commit } = signCommit(t, type, bits);
      const signers = { ssh: `*@example.com ${key.line}\n` };
      assert.equal((await judge(commit, signers)).result, 'good');
      for (let at = 0; at < commit.length; at++) {
        for (const bit of [0x01, 0x20, 0x80]) {
          const flipped = Buffer.from(commit);
          flipped[at] = (flipped[at] ?? 0) ^ bit;
          const { result } = await judge(flipped, signers);
          assert.notEqual(result, 'good', `${type}, byte ${at} ^ ${bit}`);
        }
      }
    }
  });
});
