import { createHash, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import { findSigner } from '../../core/provenance/find-signer.ts';
import { type AllowedSigner, parseAllowedSigners } from '../../core/provenance/parse-allowed-signers.ts';
import { fingerprintSshKey, parseSshKey, typeOfSshKey } from '../../core/provenance/parse-ssh-key.ts';
import { parseSshSignature, type SshSignature, writeString } from '../../core/provenance/parse-ssh-signature.ts';
import type { Signature } from '../../core/provenance/provenance.ts';
import { SshReader } from '../../core/provenance/ssh-reader.ts';
import type { SignatureVerifier, Signed } from './signature-verifier.ts';

/** What git signs commits and tags for. */
const NAMESPACE = 'git';

/** SSH signatures, by Node's cryptography and OpenSSH's rules: the key must be an allowed signer at the time of the commit. */
export const sshVerifier: SignatureVerifier = {
  format: 'ssh',
  begins: '-----BEGIN SSH SIGNATURE-----',
  verify: async (signed, { signers }) => verifySsh(signed, signers.ssh, signers.sshRevoked),
};

function verifySsh(signed: Signed, allowed = '', revoked = ''): Signature {
  const format = 'ssh';
  let signature: SshSignature;
  try {
    signature = parseSshSignature(signed.armored);
  } catch (error) {
    return { result: 'bad', format, reason: `the signature cannot be read: ${error instanceof Error ? error.message : 'it is damaged'}` };
  }
  const { key, namespace } = signature;
  const known = { format, fingerprint: fingerprintSshKey(key) } as const;
  if (/-cert-v01@openssh\.com$/.test(typeOfSshKey(key)))
    return { ...known, result: 'unsupported', reason: 'it was made with an SSH certificate, which is not verified' };
  if (namespace !== NAMESPACE)
    return { ...known, result: 'bad', reason: `the signature is for ${JSON.stringify(namespace)}, and not for git` };
  const holds = isIntact(signature, signed.payload);
  if (holds === undefined)
    return {
      ...known,
      result: 'unsupported',
      reason: `keys or signatures of type ${JSON.stringify(signature.algorithm)} are not verified`,
    };
  if (!holds) return { ...known, result: 'bad', reason: 'the signature is not of this commit: one of the two was changed' };
  if (readKeys(revoked).some((each) => each.equals(key)))
    return { ...known, result: 'revoked', reason: 'the key that signed it was revoked' };
  const found = findSigner(readSigners(allowed), { key, namespace, at: signed.at, email: signed.email });
  return found.type === 'good'
    ? { result: 'good', format, signer: found.principal, fingerprint: known.fingerprint, reason: 'an allowed signer made it' }
    : { ...known, result: found.type, reason: found.reason };
}

/** Undefined where the type of the key or of the signature is none that is verified. */
function isIntact(signature: SshSignature, payload: Buffer): boolean | undefined {
  const { hash, preamble } = signature;
  if (hash !== 'sha256' && hash !== 'sha512') return undefined;
  const message = Buffer.concat([preamble, writeString(createHash(hash).update(payload).digest())]);
  try {
    return check(signature, message);
  } catch {
    return false;
  }
}

function check({ key, algorithm, value, token }: SshSignature, message: Buffer): boolean | undefined {
  const reader = new SshReader(key);
  const type = reader.text();
  switch (type) {
    case 'ssh-ed25519': {
      const publicKey = importEd25519(reader);
      reader.end();
      return algorithm === type && verify(null, message, publicKey, value);
    }
    case 'ssh-rsa': {
      const [e, n] = [reader.integer(), reader.integer()];
      reader.end();
      const digest = { 'rsa-sha2-256': 'sha256', 'rsa-sha2-512': 'sha512' }[algorithm];
      if (digest === undefined || n.length < 128) return undefined;
      const padded = value.length < n.length ? Buffer.concat([Buffer.alloc(n.length - value.length), value]) : value;
      return verify(digest, message, importKey({ kty: 'RSA', e: encode(e), n: encode(n) }), padded);
    }
    case 'ecdsa-sha2-nistp256':
    case 'ecdsa-sha2-nistp384':
    case 'ecdsa-sha2-nistp521': {
      const curve = importCurve(reader, type.slice('ecdsa-sha2-'.length));
      reader.end();
      return algorithm === type && verifyEcdsa(curve, message, value);
    }
    // A security key signs the name it was made for, its flags and its counter beside the hash of the message.
    case 'sk-ssh-ed25519@openssh.com': {
      const publicKey = importEd25519(reader);
      const whole = describeToken(reader, token, message);
      return algorithm === type && verify(null, whole, publicKey, value);
    }
    case 'sk-ecdsa-sha2-nistp256@openssh.com': {
      const curve = importCurve(reader, 'nistp256');
      const whole = describeToken(reader, token, message);
      return algorithm === type && verifyEcdsa(curve, whole, value);
    }
    default:
      return undefined;
  }
}

interface Curve {
  readonly key: KeyObject;
  readonly digest: string;
  readonly bytes: number;
}

const CURVES: Readonly<Record<string, { readonly crv: string; readonly digest: string; readonly bytes: number }>> = {
  nistp256: { crv: 'P-256', digest: 'sha256', bytes: 32 },
  nistp384: { crv: 'P-384', digest: 'sha384', bytes: 48 },
  nistp521: { crv: 'P-521', digest: 'sha512', bytes: 66 },
};

function importCurve(reader: SshReader, name: string): Curve {
  const curve = CURVES[name];
  const [named, point] = [reader.text(), reader.string()];
  if (curve === undefined || named !== name || point[0] !== 4 || point.length !== 1 + 2 * curve.bytes)
    throw new Error('no point of its curve');
  const [x, y] = [point.subarray(1, 1 + curve.bytes), point.subarray(1 + curve.bytes)];
  return { key: importKey({ kty: 'EC', crv: curve.crv, x: encode(x), y: encode(y) }), digest: curve.digest, bytes: curve.bytes };
}

function verifyEcdsa({ key, digest, bytes }: Curve, message: Buffer, value: Buffer): boolean {
  const reader = new SshReader(value);
  const parts = [reader.integer(), reader.integer()];
  reader.end();
  if (parts.some((part) => part.length > bytes)) return false;
  const signature = Buffer.concat(parts.flatMap((part) => [Buffer.alloc(bytes - part.length), part]));
  return verify(digest, message, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

function importEd25519(reader: SshReader): KeyObject {
  return importKey({ kty: 'OKP', crv: 'Ed25519', x: encode(reader.string()) });
}

function describeToken(reader: SshReader, token: Buffer, message: Buffer): Buffer {
  const application = reader.string();
  reader.end();
  const digest = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
  return Buffer.concat([digest(application), token, digest(message)]);
}

function importKey(key: JsonWebKey): KeyObject {
  return createPublicKey({ key, format: 'jwk' });
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64url');
}

/** What cannot be read trusts nobody; the configuration was checked before. */
function readSigners(text: string): readonly AllowedSigner[] {
  const parsed = parseAllowedSigners(text);
  return parsed.type === 'read' ? parsed.signers : [];
}

function readKeys(text: string): Buffer[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [type, base64] = line.trim().split(/\s+/, 2);
    return parseSshKey(type, base64) ?? [];
  });
}
