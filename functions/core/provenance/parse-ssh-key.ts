import { createHash } from 'node:crypto';

const KEY_TYPE =
  /^(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com|[a-z0-9@.-]+-cert-v01@openssh\.com)$/;

/** A public key as files of OpenSSH have it: `type base64`, from these words on. Undefined where that is no key. */
export function parseSshKey(type: string | undefined, base64: string | undefined): Buffer | undefined {
  if (type === undefined || base64 === undefined || !KEY_TYPE.test(type)) return undefined;
  const blob = Buffer.from(base64, 'base64');
  const isWhole = blob.length > 4 && blob.toString('base64').replace(/=+$/, '') === base64.replace(/=+$/, '');
  return isWhole && typeOfSshKey(blob) === type ? blob : undefined;
}

/** The type that a key itself names. */
export function typeOfSshKey(blob: Buffer): string {
  const length = blob.length < 4 ? 0 : blob.readUInt32BE();
  return length > 64 ? '' : blob.toString('latin1', 4, 4 + length);
}

/** As `ssh-keygen -l` shows it. */
export function fingerprintSshKey(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}
