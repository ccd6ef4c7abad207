import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { writeString } from '../../../functions/core/provenance/parse-ssh-signature.ts';
import { verifySignature } from '../../../functions/io/provenance/verify-signature.ts';
import { makeFolder } from '../../support/git-repository.ts';
import { hasTool } from '../../support/signing.ts';

const SKIP = hasTool('ssh-keygen') ? false : 'ssh-keygen is not there: security keys are NOT tested';
const PAYLOAD = Buffer.from('tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nby a security key\n');
const TYPES = ['sk-ssh-ed25519@openssh.com', 'sk-ecdsa-sha2-nistp256@openssh.com'] as const;

const text = (value: string): Buffer => writeString(Buffer.from(value));
const digest = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
const integer = (bytes: Buffer): Buffer => {
  const short = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  return writeString((short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), short]) : short);
};

/** What a security key does, done in software: OpenSSH's PROTOCOL.u2f. */
function signAsToken(type: (typeof TYPES)[number]): { readonly line: string; readonly armored: string } {
  const isEd25519 = type.startsWith('sk-ssh');
  const { publicKey, privateKey } = (isEd25519
    ? generateKeyPairSync('ed25519')
    : generateKeyPairSync('ec', { namedCurve: 'P-256' })) as unknown as { publicKey: KeyObject; privateKey: KeyObject };
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const [xBytes, yBytes] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  const parts = isEd25519 ? [writeString(xBytes)] : [text('nistp256'), writeString(Buffer.concat([Buffer.from([4]), xBytes, yBytes]))];
  const key = Buffer.concat([text(type), ...parts, text('ssh:')]);
  const hash = createHash('sha512').update(PAYLOAD).digest();
  const message = Buffer.concat([Buffer.from('SSHSIG'), text('git'), text(''), text('sha512'), writeString(hash)]);
  const token = Buffer.from([1, 0, 0, 0, 7]);
  const signed = Buffer.concat([digest(Buffer.from('ssh:')), token, digest(message)]);
  const raw = isEd25519 ? sign(null, signed, privateKey) : sign('sha256', signed, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const value = isEd25519 ? writeString(raw) : writeString(Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))]));
  const signature = Buffer.concat([text(type), value, token]);
  const version = Buffer.from([0, 0, 0, 1]);
  const blob = Buffer.concat([
    Buffer.from('SSHSIG'),
    version,
    writeString(key),
    text('git'),
    text(''),
    text('sha512'),
    writeString(signature),
  ]);
  const body = (blob.toString('base64').match(/.{1,70}/g) ?? []).join('\n');
  return {
    line: `${type} ${key.toString('base64')}`,
    armored: `-----BEGIN SSH SIGNATURE-----\n${body}\n-----END SSH SIGNATURE-----\n`,
  };
}

/** What ssh-keygen says of it. */
function isAcceptedByOpenSsh(t: TestContext, allowed: string, armored: string): boolean {
  const folder = makeFolder(t);
  writeFileSync(join(folder, 'allowed'), allowed);
  writeFileSync(join(folder, 'signature'), armored);
  const files = ['-f', join(folder, 'allowed'), '-s', join(folder, 'signature')];
  try {
    execFileSync('ssh-keygen', ['-Y', 'verify', '-n', 'git', '-I', 'ada@example.com', ...files], { input: PAYLOAD, stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

describe('a signature of a security key', { skip: SKIP }, () => {
  for (const type of TYPES) {
    it(`of type ${type} is good where OpenSSH says so, and for no other byte`, async (t) => {
      const { line, armored } = signAsToken(type);
      const allowed = `ada@example.com ${line}\n`;
      const judge = async (payload: Buffer, signature: string) =>
        (await verifySignature({ payload, signatures: [signature] }, { at: 0, email: undefined }, { signers: { ssh: allowed }, now: '' }))
          .result;
      assert.equal(await judge(PAYLOAD, armored), 'good');
      assert.ok(isAcceptedByOpenSsh(t, allowed, armored));
      for (let at = 0; at < armored.length; at++) {
        const flipped = Buffer.from(armored);
        flipped[at] = (flipped[at] ?? 0) ^ 1;
        assert.notEqual(await judge(PAYLOAD, flipped.toString('latin1')), 'good', `byte ${at}`);
      }
      assert.equal(await judge(Buffer.from('something else'), armored), 'bad');
    });
  }
});
