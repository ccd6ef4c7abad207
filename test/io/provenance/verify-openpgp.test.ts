import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { parseSignedCommit } from '../../../functions/core/provenance/parse-signed-object.ts';
import type { Signature } from '../../../functions/core/provenance/provenance.ts';
import { verifySignature } from '../../../functions/io/provenance/verify-signature.ts';
import { exportOpenPgpKey, hasTool, makeOpenPgpKey, makeSigningRepository, openPgpSettings } from '../../support/signing.ts';

const SKIP = hasTool('gpg') ? false : 'gpg is not there: OpenPGP signatures are NOT tested';

function judge(content: Buffer, keys: string | undefined, now = new Date().toISOString()): Promise<Signature> {
  return verifySignature(parseSignedCommit(content), { at: 0, email: 'ada@example.com' }, { signers: { openpgp: keys }, now });
}

function signCommit(t: TestContext, options: Parameters<typeof makeOpenPgpKey>[2] = {}, more: readonly string[] = []) {
  const repository = makeSigningRepository(t);
  const key = makeOpenPgpKey(repository, 'Ada <ada@example.com>', options);
  const settings = openPgpSettings(repository, key);
  repository.git(['commit', '-q', '--allow-empty', '-m', 'signed'], [...settings, ...more]);
  return { repository, key, settings, commit: repository.readObject('commit'), keys: exportOpenPgpKey(repository, key) };
}

describe('an OpenPGP signature', { skip: SKIP }, () => {
  for (const algorithm of ['ed25519', 'rsa3072', 'nistp256']) {
    it(`of a ${algorithm} key that is trusted is good, as git says`, async (t) => {
      const { repository, key, settings, commit, keys } = signCommit(t, { algorithm });
      const { result, signer, fingerprint, reason } = await judge(commit, keys);
      assert.equal(result, 'good', reason);
      assert.equal(signer, 'Ada <ada@example.com>');
      assert.equal(fingerprint, key);
      assert.deepEqual(repository.ask(settings), { letter: 'G', accepts: true });
      assert.equal(repository.git(['log', '-1', '--format=%GS|%GF'], settings), `${signer}|${fingerprint}`);
    });
  }

  it('over a commit that was changed afterwards is bad, as git says', async (t) => {
    const { repository, settings, commit, keys } = signCommit(t);
    const tampered = Buffer.from(commit.toString('latin1').replace('\n\nsigned', '\n\nforged'), 'latin1');
    assert.equal((await judge(tampered, keys)).result, 'bad');
    assert.deepEqual(repository.ask(settings, repository.writeCommit(tampered)), { letter: 'B', accepts: false });
  });

  it('of a key that nobody trusts is of an unknown signer, as git says', async (t) => {
    const { commit, key } = signCommit(t);
    const other = signCommit(t);
    const { result, fingerprint } = await judge(commit, other.keys);
    assert.equal(result, 'unknown-signer');
    assert.equal(fingerprint, key);
    other.repository.writeCommit(commit);
    assert.equal((await judge(commit, undefined)).result, 'unknown-signer');
    const stranger = other.repository.writeCommit(commit);
    assert.deepEqual(other.repository.ask(other.settings, stranger), { letter: 'E', accepts: false });
  });

  it('of a key that has expired since is expired, as git says', async (t) => {
    const faked = ['--faked-system-time', '20200101T000000'];
    const repository = makeSigningRepository(t);
    const key = makeOpenPgpKey(repository, 'Ada <ada@example.com>', { expires: '20200201T000000', options: faked });
    const settings = openPgpSettings(repository, key);
    repository.git(['commit', '-q', '--allow-empty', '-m', 'signed'], [...settings, `gpg.program=${writeFakedGpg(repository)}`]);
    const [commit, keys] = [repository.readObject('commit'), exportOpenPgpKey(repository, key)];
    assert.equal((await judge(commit, keys)).result, 'expired');
    assert.equal((await judge(commit, keys, '2020-01-15T00:00:00Z')).result, 'good', 'while the key was good');
    assert.deepEqual(repository.ask(settings), { letter: 'Y', accepts: false });
  });

  it('that was made to last for a while is expired after it, as git says', async (t) => {
    const repository = makeSigningRepository(t);
    const key = makeOpenPgpKey(repository, 'Ada <ada@example.com>', { options: ['--faked-system-time', '20200101T000000'] });
    const settings = openPgpSettings(repository, key);
    const program = writeFakedGpg(repository, '--default-sig-expire 10d');
    repository.git(['commit', '-q', '--allow-empty', '-m', 'signed'], [...settings, `gpg.program=${program}`]);
    const [commit, keys] = [repository.readObject('commit'), exportOpenPgpKey(repository, key)];
    assert.equal((await judge(commit, keys)).result, 'expired');
    assert.equal((await judge(commit, keys, '2020-01-02T00:00:00Z')).result, 'good', 'while it lasted');
    assert.deepEqual(repository.ask(settings), { letter: 'X', accepts: false });
  });

  it('of a key that was revoked is revoked, as git says', async (t) => {
    const { repository, key, settings, commit } = signCommit(t);
    const certificate = repository.run(
      'gpg',
      [
        '--batch',
        '--no-tty',
        '--command-fd',
        '0',
        '--status-fd',
        '2',
        '--pinentry-mode',
        'loopback',
        '--passphrase',
        '',
        '--armor',
        '--yes',
        '--expert',
        '--no-batch',
        '--gen-revoke',
        key,
      ],
      'y\n1\nlost\n\ny\n',
    );
    repository.run('gpg', ['--batch', '--import'], certificate);
    assert.equal((await judge(commit, exportOpenPgpKey(repository, key))).result, 'revoked');
    assert.deepEqual(repository.ask(settings), { letter: 'R', accepts: false });
  });

  it('is good of a subkey that signs, and revoked with it', async (t) => {
    const repository = makeSigningRepository(t);
    const key = makeOpenPgpKey(repository, 'Ada <ada@example.com>');
    repository.run('gpg', [
      '--batch',
      '--passphrase',
      '',
      '--pinentry-mode',
      'loopback',
      '--quick-add-key',
      key,
      'ed25519',
      'sign',
      'never',
    ]);
    const settings = openPgpSettings(repository, key);
    repository.git(['commit', '-q', '--allow-empty', '-m', 'signed'], settings);
    const { result, fingerprint } = await judge(repository.readObject('commit'), exportOpenPgpKey(repository, key));
    assert.equal(result, 'good');
    assert.equal(repository.git(['log', '-1', '--format=%GF'], settings), fingerprint);
    assert.notEqual(fingerprint, key, 'gpg prefers the subkey');
  });

  it('is good for no other byte of commit or signature', async (t) => {
    const { commit, keys } = signCommit(t);
    for (let at = 0; at < commit.length; at++) {
      for (const bit of [0x01, 0x20]) {
        const flipped = Buffer.from(commit);
        flipped[at] = (flipped[at] ?? 0) ^ bit;
        assert.notEqual((await judge(flipped, keys)).result, 'good', `byte ${at} ^ ${bit}`);
      }
    }
  });
});

/** A gpg that signs in 2020. */
function writeFakedGpg({ home }: { readonly home: string }, options = ''): string {
  const file = join(home, 'gpg-2020');
  writeFileSync(file, `#!/bin/sh\nexec gpg --faked-system-time 20200102T000000 ${options} "$@"\n`, { mode: 0o755 });
  return file;
}
