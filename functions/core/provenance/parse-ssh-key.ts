import { createHash } from 'node:crypto';

const KEY_TYPE =
  /^(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com|[a-z0-9@.-]+-cert-v01@openssh\.com)$/;

/** A public key as files of OpenSSH have it: `type base64`, from these words on. Undefined where that is no key. */
export function parseSshKey(type: string | undefined, base64: string | undefined): Buffer | undefined {
  if (type === undefined || base64 === undefined || !KEY_TYPE.test(type)) return undefined;
  const blob = Buffer.from(base64, 'base64');
  const isWhole = blob.length > 4 && blob.toString('base64').replace(/=+$/, '') === base64.replace(/=+$/, '');
  return isWhole && typeOfSshKey(blob) === type && isComplete(blob) ? blob : undefined;
}

/** A key is strings, one behind the other; one that was cut when it was copied ends in the middle of one. */
function isComplete(blob: Buffer): boolean {
  let at = 0;
  while (at + 4 <= blob.length) at += 4 + blob.readUInt32BE(at);
  return at === blob.length;
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
