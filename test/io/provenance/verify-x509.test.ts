import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { parseSignedCommit, parseSignedTag } from '../../../functions/core/provenance/parse-signed-object.ts';
import type { Signature } from '../../../functions/core/provenance/provenance.ts';
import { verifySignature } from '../../../functions/io/provenance/verify-signature.ts';
import { type Certificate, createAuthority, encodeExtension, issueCertificate } from '../../support/certificates.ts';
import { encodeElement, encodeOid, encodeSequence } from '../../support/der.ts';
import { hasTool, makeSigningRepository, type SigningRepository } from '../../support/signing.ts';
import { gpgsmSettings, x509Settings } from '../../support/x509-signing.ts';

const SKIP = hasTool('openssl') ? false : 'openssl is not there: X.509 signatures are NOT tested';
const SKIP_GPGSM = hasTool('gpgsm') ? SKIP : 'gpgsm is not there: what git says of X.509 signatures is NOT compared';
const ADA = { name: 'Ada', emails: ['ada@work.example', 'ada@example.com'] };

const NOW = new Date().toISOString();

function judge(content: Buffer, authorities: readonly Certificate[], now = NOW): Promise<Signature> {
  const x509 = authorities.length === 0 ? undefined : authorities.map(({ cert }) => cert).join('');
  return verifySignature(parseSignedCommit(content), { at: 0, email: 'ada@example.com' }, { signers: { x509 }, now });
}

function signCommit(t: TestContext, certificate: Certificate, others: readonly Certificate[] = [], options: readonly string[] = []) {
  const repository = makeSigningRepository(t);
  repository.git(['commit', '-q', '--allow-empty', '-m', 'signed'], x509Settings(repository, certificate, others, options));
  return { repository, commit: repository.readObject('commit') };
}

/** What git says of a commit with the real gpgsm, where there is one. */
function askGit(repository: SigningRepository, authorities: readonly Certificate[], commit?: string): string | undefined {
  return SKIP_GPGSM === false ? repository.ask(gpgsmSettings(repository, authorities), commit).letter : undefined;
}

function assertGit(letter: string | undefined, expected: string): void {
  if (letter !== undefined) assert.equal(letter, expected, 'as git says, with gpgsm');
}

describe('an X.509 signature', { skip: SKIP }, () => {
  it('by a certificate of a trusted authority is good, as git says, and names the mail address of whoever committed', async (t) => {
    const authority = createAuthority();
    const { repository, commit } = signCommit(t, issueCertificate(authority, ADA));
    const { result, signer, fingerprint, reason } = await judge(commit, [authority]);
    assert.equal(result, 'good', reason);
    assert.equal(signer, 'ada@example.com');
    assert.match(fingerprint ?? '', /^[0-9A-F]{64}$/);
    assertGit(askGit(repository, [authority]), 'G');
  });

  it('is good with each digest that is strong, and by the key identifier of the certificate', async (t) => {
    const authority = createAuthority();
    const keyId = encodeExtension('2.5.29.14', encodeElement(0x04, Buffer.from('0123456789abcdef')));
    const certificate = issueCertificate(authority, { ...ADA, extensions: [keyId] });
    for (const options of [['-md sha256'], ['-md sha384'], ['-md sha512'], ['-keyid']]) {
      const { result, reason } = await judge(signCommit(t, certificate, [], options).commit, [authority]);
      assert.equal(result, 'good', `${options}: ${reason}`);
    }
  });

  it('of an authority below one that is trusted is good where that came with it', async (t) => {
    const root = createAuthority('root');
    const below = issueCertificate(root, { name: 'below', isAuthority: true });
    const certificate = issueCertificate(below, ADA);
    const { repository, commit } = signCommit(t, certificate, [below]);
    assert.equal((await judge(commit, [root])).result, 'good');
    assertGit(askGit(repository, [root]), 'G');
    assert.equal((await judge(commit, [below])).result, 'good', 'trusted itself');
    assert.equal((await judge(signCommit(t, certificate).commit, [root])).result, 'unknown-signer', 'it did not come');
  });

  it('over a commit that was changed afterwards is bad, as git says', async (t) => {
    const authority = createAuthority();
    const { repository, commit } = signCommit(t, issueCertificate(authority, ADA));
    const tampered = Buffer.from(commit.toString('latin1').replace('\n\nsigned', '\n\nforged'), 'latin1');
    assert.equal((await judge(tampered, [authority])).result, 'bad');
    assertGit(askGit(repository, [authority], repository.writeCommit(tampered)), 'B');
  });

  it('whose bytes were changed anywhere is never good', async (t) => {
    const authority = createAuthority();
    const { commit } = signCommit(t, issueCertificate(authority, ADA));
    const text = commit.toString('latin1');
    const [whole = '', base64 = ''] = /BEGIN SIGNED MESSAGE-----\n([\s\S]+?)\n -----END/.exec(text) ?? [];
    const der = Buffer.from(base64.replaceAll(/\s/g, ''), 'base64');
    const good: number[] = [];
    for (let at = 0; at < der.length; at++) {
      const changed = Buffer.from(der);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const lines = (changed.toString('base64').match(/.{1,64}/g) ?? []).map((line) => ` ${line}`).join('\n');
      const forged = text.replace(whole, () => `BEGIN SIGNED MESSAGE-----\n${lines}\n -----END`);
      if ((await judge(Buffer.from(forged, 'latin1'), [authority])).result === 'good') good.push(at);
    }
    assert.deepEqual(good, []);
  });

  it('by a certificate that has expired is expired, as git says', async (t) => {
    const authority = createAuthority();
    const until = new Date(Date.now() - 3_600_000);
    const { repository, commit } = signCommit(t, issueCertificate(authority, { ...ADA, until }));
    const { result, reason } = await judge(commit, [authority]);
    assert.deepEqual([result, reason], ['expired', `its certificate, or one above it, was good until ${until.toISOString().slice(0, 10)}`]);
    assert.equal((await judge(commit, [authority], new Date(until.getTime() - 60_000).toISOString())).result, 'good', 'while it was');
    assertGit(askGit(repository, [authority]), 'Y');
  });

  it('by a certificate that is not good yet is not good', async (t) => {
    const authority = createAuthority();
    const certificate = issueCertificate(authority, { ...ADA, from: new Date(Date.now() + 3_600_000) });
    assert.equal((await judge(signCommit(t, certificate).commit, [authority])).result, 'unsupported');
  });

  it('of an authority that nobody trusts is of an unknown signer', async (t) => {
    const { repository, commit } = signCommit(t, issueCertificate(createAuthority(), ADA));
    const other = createAuthority();
    assert.equal((await judge(commit, [other])).result, 'unknown-signer', 'of the same name, with another key');
    assert.match((await judge(commit, [])).reason, /no authority is trusted/);
    const letter = askGit(repository, [other]);
    assert.ok(letter === undefined || letter !== 'G', 'git takes it for trusted');
  });

  it('by a certificate that another certificate of a person issued is of an unknown signer', async (t) => {
    const authority = createAuthority();
    const eve = issueCertificate(authority, { name: 'eve', emails: ['eve@example.com'] });
    const { commit } = signCommit(t, issueCertificate(eve, ADA), [eve]);
    assert.equal((await judge(commit, [authority])).result, 'unknown-signer');
  });

  it('by a certificate that is for servers, or has conditions that are not understood, is not taken for good', async (t) => {
    const authority = createAuthority();
    const servers = encodeExtension('2.5.29.37', encodeSequence(encodeOid('1.3.6.1.5.5.7.3.1')));
    const keysOnly = encodeExtension('2.5.29.15', encodeElement(0x03, Buffer.from([5, 0x20])));
    const strange = encodeExtension('1.2.3.4', encodeSequence(), 'critical');
    for (const extension of [servers, keysOnly, strange]) {
      const { commit } = signCommit(t, issueCertificate(authority, { ...ADA, extensions: [extension] }));
      assert.equal((await judge(commit, [authority])).result, 'unsupported');
    }
  });

  it('of an authority with rules for names is not taken for good', async (t) => {
    const root = createAuthority('root');
    const names = encodeExtension('2.5.29.30', encodeSequence());
    const below = issueCertificate(root, { name: 'below', isAuthority: true, extensions: [names] });
    assert.equal((await judge(signCommit(t, issueCertificate(below, ADA), [below]).commit, [root])).result, 'unsupported');
  });

  it('by a certificate that names nobody is of an unknown signer', async (t) => {
    const authority = createAuthority();
    assert.match((await judge(signCommit(t, issueCertificate(authority, { name: 'Ada' })).commit, [authority])).reason, /names neither/);
  });

  it('of gitsign is named, and taken for nothing', async (t) => {
    const authority = createAuthority();
    const issuer = encodeExtension('1.3.6.1.4.1.57264.1.1', Buffer.from('https://accounts.example.com'));
    const { result, reason } = await judge(signCommit(t, issueCertificate(authority, { ...ADA, extensions: [issuer] })).commit, [
      authority,
    ]);
    assert.equal(result, 'unsupported');
    assert.match(reason, /only the transparency log tells that it was used in time, and that is not verified/);
  });

  it('with a weak digest is not taken for good', async (t) => {
    const authority = createAuthority();
    const { commit } = signCommit(t, issueCertificate(authority, ADA), [], ['-md sha1']);
    assert.equal((await judge(commit, [authority])).result, 'unsupported');
  });

  it('without signed attributes, with two signers or with other text around it is no signature', async (t) => {
    const authority = createAuthority();
    const certificate = issueCertificate(authority, ADA);
    assert.equal((await judge(signCommit(t, certificate, [], ['-noattr']).commit, [authority])).result, 'bad');
    const other = makeSigningRepository(t);
    x509Settings(other, issueCertificate(authority, { name: 'Eve' }));
    const twice = ['-signer', `${other.home}/own.pem`, '-inkey', `${other.home}/own.key`];
    assert.equal((await judge(signCommit(t, certificate, [], twice).commit, [authority])).result, 'bad');
    const { commit } = signCommit(t, certificate);
    const padded = Buffer.from(commit.toString('latin1').replace('-----END SIGNED', 'x\n -----END SIGNED'), 'latin1');
    assert.equal((await judge(padded, [authority])).result, 'bad');
  });

  it('that is not there is missing', async (t) => {
    const repository = makeSigningRepository(t);
    repository.git(['commit', '-q', '--allow-empty', '-m', 'plain']);
    assert.equal((await judge(repository.readObject('commit'), [createAuthority()])).result, 'missing');
  });

  it('over a tag is judged as one over a commit', async (t) => {
    const authority = createAuthority();
    const repository = makeSigningRepository(t);
    repository.git(['tag', '-s', '-m', 'one', 'v1'], x509Settings(repository, issueCertificate(authority, ADA)));
    const signed = parseSignedTag(repository.readObject('tag', 'v1'));
    const signature = await verifySignature(signed, { at: 0, email: undefined }, { signers: { x509: authority.cert }, now: NOW });
    assert.deepEqual([signature.result, signature.signer], ['good', 'ada@work.example']);
  });
});
