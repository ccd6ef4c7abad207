const ARMOR =
  /^-----BEGIN PGP SIGNATURE-----\r?\n((?:[A-Za-z]+: [^\r\n]*\r?\n)*)[ \t]*\r?\n((?:[A-Za-z0-9+/]+\r?\n)*[A-Za-z0-9+/]+={0,2}\r?\n)(?:=([A-Za-z0-9+/]{4})\r?\n)?-----END PGP SIGNATURE-----(?:\r?\n)?$/;

const ISSUER = 16;
const ISSUER_FINGERPRINT = 33;
/** Ed25519 of RFC 9580, whose signatures are bytes and no numbers. */
const ED25519 = 27;

/**
 * Reads the form of an armored OpenPGP signature, strictly: base64, checksum, lengths and numbers written in the one way they are written, and nothing
 * beside what is signed but the name of the key. So no two texts are one signature, and what nobody signed says nothing. Returns the key ids and
 * fingerprints (hexadecimal) that it names without signing them. Throws Error with the reason.
 */
export function checkOpenPgpForm(armored: string): readonly string[] {
  const bytes = decodeArmor(armored);
  const reader = { bytes, at: 0 };
  const tag = takeNumber(reader, 1);
  const length = tag & 0x40 ? takeNewLength(reader) : takeOldLength(reader, tag & 3);
  if ((tag & 0x40 ? tag & 0x3f : (tag >> 2) & 15) !== 2 || length !== bytes.length - reader.at)
    throw new Error('it is no single signature');
  if (takeNumber(reader, 1) !== 4) throw new Error('it is of a version that is not verified');
  // The type of the signature before it, and the hash behind.
  const [, algorithm] = take(reader, 3);
  take(reader, takeNumber(reader, 2));
  const issuers = readUnsigned(take(reader, takeNumber(reader, 2)));
  take(reader, 2);
  if (algorithm === ED25519) take(reader, 64);
  else while (reader.at < bytes.length) checkInteger(reader);
  if (reader.at !== bytes.length) throw new Error('it has more than belongs to it');
  return issuers;
}

interface Reader {
  readonly bytes: Buffer;
  at: number;
}

function take(reader: Reader, length: number): Buffer {
  if (length > reader.bytes.length - reader.at) throw new Error('it is cut off');
  reader.at += length;
  return reader.bytes.subarray(reader.at - length, reader.at);
}

function takeNumber(reader: Reader, bytes: 1 | 2 | 4): number {
  return take(reader, bytes).readUIntBE(0, bytes);
}

function takeOldLength(reader: Reader, type: number): number {
  if (type === 3) throw new Error('it has no length');
  const bytes = ([1, 2, 4] as const)[type] ?? 4;
  const length = takeNumber(reader, bytes);
  if (bytes > 1 && length < 256 ** (bytes / 2)) throw new Error('a length is written too long');
  return length;
}

function takeNewLength(reader: Reader): number {
  const first = takeNumber(reader, 1);
  if (first < 192) return first;
  if (first < 224) return ((first - 192) << 8) + takeNumber(reader, 1) + 192;
  if (first !== 255) throw new Error('it comes in parts');
  const length = takeNumber(reader, 4);
  if (length < 8384) throw new Error('a length is written too long');
  return length;
}

function readUnsigned(bytes: Buffer): string[] {
  const reader = { bytes, at: 0 };
  const issuers: string[] = [];
  while (reader.at < bytes.length) {
    const body = take(reader, takeNewLength(reader));
    if (body[0] === ISSUER && body.length === 9) issuers.push(body.toString('hex', 1));
    else if (body[0] === ISSUER_FINGERPRINT && body.length === 22 && body[1] === 4) issuers.push(body.toString('hex', 2));
    else throw new Error('it says things that it does not sign');
  }
  return issuers;
}

/** A number with its length in bits before it. */
function checkInteger(reader: Reader): void {
  const bits = takeNumber(reader, 2);
  const [first = 0] = take(reader, Math.ceil(bits / 8));
  if (bits === 0 || Math.clz32(first) - 24 !== (8 - (bits % 8)) % 8) throw new Error('a number is not written as OpenPGP writes it');
}

function decodeArmor(armored: string): Buffer {
  const [, , body = '', checksum] = ARMOR.exec(armored) ?? [];
  const base64 = body.replace(/\r?\n/g, '');
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length === 0 || bytes.toString('base64') !== base64) throw new Error('its armor is damaged');
  if (checksum !== undefined && Buffer.from(checksum, 'base64').readUIntBE(0, 3) !== computeCrc24(bytes))
    throw new Error('its checksum is wrong');
  return bytes;
}

/** RFC 4880, 6.1. */
function computeCrc24(bytes: Buffer): number {
  let crc = 0xb704ce;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let i = 0; i < 8; i++) {
      crc <<= 1;
      if (crc & 0x1000000) crc ^= 0x1864cfb;
    }
  }
  return crc & 0xffffff;
}
