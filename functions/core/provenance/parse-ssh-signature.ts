import { SshReader } from './ssh-reader.ts';

/** An SSH signature over a file or commit, PROTOCOL.sshsig of OpenSSH. */
export interface SshSignature {
  /** The signer's public key as SSH writes it. */
  readonly key: Buffer;
  readonly namespace: string;
  readonly hash: string;
  /** What stands before the hash of the message in the bytes that are signed. */
  readonly preamble: Buffer;
  readonly algorithm: string;
  readonly value: Buffer;
  /** Of a security key: flags and counter, which it signs too. */
  readonly token: Buffer;
}

const MAGIC = 'SSHSIG';
const ARMOR =
  /^-----BEGIN SSH SIGNATURE-----\r?\n((?:[A-Za-z0-9+/]+\r?\n)*[A-Za-z0-9+/]+={0,2}\r?\n)-----END SSH SIGNATURE-----(?:\r?\n)?$/;

/** Reads an armored signature. Throws Error that says what is wrong with it. */
export function parseSshSignature(armored: string): SshSignature {
  const reader = new SshReader(decodeArmor(armored));
  if (reader.take(MAGIC.length).toString('latin1') !== MAGIC) throw new Error('it is no SSH signature');
  const version = reader.number();
  if (version !== 1) throw new Error(`it is of version ${version}`);
  const key = reader.string();
  const [namespace, reserved, hash] = [reader.string(), reader.string(), reader.string()];
  const inner = new SshReader(reader.string());
  reader.end();
  const algorithm = inner.text();
  const value = inner.string();
  const token = algorithm.startsWith('sk-') ? inner.take(5) : Buffer.alloc(0);
  inner.end();
  return {
    key,
    namespace: namespace.toString('latin1'),
    hash: hash.toString('latin1'),
    preamble: Buffer.concat([Buffer.from(MAGIC), ...[namespace, reserved, hash].map(writeString)]),
    algorithm,
    value,
    token,
  };
}

/** A string as SSH writes it. */
export function writeString(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Strict, so that no two texts are one signature. */
function decodeArmor(armored: string): Buffer {
  const body = ARMOR.exec(armored)?.[1]?.replace(/\r?\n/g, '');
  if (body === undefined) throw new Error('its armor is damaged');
  const bytes = Buffer.from(body, 'base64');
  if (bytes.toString('base64') !== body) throw new Error('its base64 is damaged');
  return bytes;
}
