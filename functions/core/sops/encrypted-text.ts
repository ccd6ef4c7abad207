import { createDecipheriv } from 'node:crypto';
import type { Json } from '../json.ts';

const ENCRYPTED = /^ENC\[AES256_GCM,data:([^,]+),iv:([^,]+),tag:([^,]+),type:(str|int|float|bytes|bool|time|comment)\]$/;
const TAG_BYTES = 16;

/** True for a value as SOPS writes what it has encrypted. An empty text it leaves as it is. */
export function isEncryptedText(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('ENC[AES256_GCM,') && ENCRYPTED.test(value);
}

/** What a value was before it was encrypted: its bytes, and what sort of value they spell. */
export interface DecryptedText {
  readonly bytes: Buffer;
  readonly type: string;
}

/**
 * Decrypts one value (sops:aes/cipher.go). `additional`: what it is bound to, for a value of a document its path. Undefined where key or binding do not fit
 * or the text was changed; never an error that could quote anything.
 */
export function decryptText(text: string, key: Uint8Array, additional: string): DecryptedText | undefined {
  const [, data, iv, tag, type] = ENCRYPTED.exec(text) ?? [];
  if (data === undefined || iv === undefined || tag === undefined || type === undefined) return undefined;
  const sealed = Buffer.from(tag, 'base64');
  // A shorter tag would be accepted, and be easier to guess.
  if (sealed.length !== TAG_BYTES || key.length !== 32) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(additional));
    decipher.setAuthTag(sealed);
    return { bytes: Buffer.concat([decipher.update(Buffer.from(data, 'base64')), decipher.final()]), type };
  } catch {
    return undefined;
  }
}

/** What a value of a document is bound to: the names of the fields it lies under. Lists add nothing. */
export function bindTo(path: readonly string[]): string {
  return `${path.join(':')}:`;
}

/** The value itself: a number or a boolean where it was one. */
export function readDecrypted({ bytes, type }: DecryptedText): Json {
  const text = bytes.toString('utf8');
  if (type === 'int') return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
  if (type === 'float') return Number(text);
  if (type === 'bool') return text.toLowerCase() === 'true';
  return text;
}
