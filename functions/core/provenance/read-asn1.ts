/** One element of DER or BER, of a type with a number below 31. `content` is without tag and length, `whole` with them. */
export interface Asn1Element {
  /** The first byte: class, whether it is made of parts, and number. */
  readonly tag: number;
  /** Empty where it holds a value. */
  readonly parts: readonly Asn1Element[];
  readonly content: Buffer;
  readonly whole: Buffer;
}

export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const OBJECT_IDENTIFIER = 0x06;
export const SEQUENCE = 0x30;
export const SET = 0x31;
/** A part that is told by its number alone, made of parts itself. */
export const CONTEXT = 0xa0;

const MADE_OF_PARTS = 0x20;
const DEEPEST = 32;

/**
 * Reads one element that fills all of the bytes. Lengths are exact or, as gpgsm writes them, told by a mark at the end. Libraries take lengths that do not
 * fit for what was meant, so that many texts would be one signature. Throws an Error in words where the bytes are something else.
 */
export function readAsn1(bytes: Buffer): Asn1Element {
  const element = readElement(bytes, 0, DEEPEST);
  if (element.whole.length !== bytes.length) throw new Error('something follows it');
  return element;
}

/** A part by its place, which must be of this type. Throws where it is not. */
export function partOf(element: Asn1Element | undefined, at: number, tag: number): Asn1Element {
  const part = element?.parts[at];
  if (part?.tag !== tag) throw new Error('an element is not where it belongs');
  return part;
}

/** An object identifier with dots. Throws where it is none. */
export function readOid(element: Asn1Element | undefined): string {
  if (element?.tag !== OBJECT_IDENTIFIER || element.content.length === 0) throw new Error('an object identifier is not where it belongs');
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of element.content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [first = 0n, ...rest] = arcs;
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...rest].join('.');
}

function readElement(bytes: Buffer, at: number, depth: number): Asn1Element {
  const tag = byteAt(bytes, at);
  if (depth === 0) throw new Error('it is nested too deep');
  if ((tag & 0x1f) === 0x1f || tag === 0) throw new Error('it has a type that is not known');
  const { start, end } = readLength(bytes, at + 1);
  if (end !== undefined) {
    const parts = (tag & MADE_OF_PARTS) === 0 ? [] : readParts(bytes.subarray(0, end), start, depth);
    return { tag, parts, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) };
  }
  if ((tag & MADE_OF_PARTS) === 0) throw new Error('a value has no length');
  const parts: Asn1Element[] = [];
  let next = start;
  while (byteAt(bytes, next) !== 0) {
    const part = readElement(bytes, next, depth - 1);
    parts.push(part);
    next += part.whole.length;
  }
  if (byteAt(bytes, next + 1) !== 0) throw new Error('its lengths do not fit');
  return { tag, parts, content: bytes.subarray(start, next), whole: bytes.subarray(at, next + 2) };
}

function readParts(bytes: Buffer, start: number, depth: number): Asn1Element[] {
  const parts: Asn1Element[] = [];
  for (let next = start; next < bytes.length; ) {
    const part = readElement(bytes, next, depth - 1);
    parts.push(part);
    next += part.whole.length;
  }
  return parts;
}

/** `end` undefined: at the mark. A length is written in as few bytes as it takes. */
function readLength(bytes: Buffer, at: number): { readonly start: number; readonly end: number | undefined } {
  const first = byteAt(bytes, at);
  if (first === 0x80) return { start: at + 1, end: undefined };
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (count > 3) throw new Error('it is too long');
  let length = count === 0 ? first : 0;
  for (let i = 1; i <= count; i++) length = length * 256 + byteAt(bytes, at + i);
  const isShortest = count === 0 || length >= (count === 1 ? 0x80 : 256 ** (count - 1));
  const start = at + 1 + count;
  if (!isShortest || start + length > bytes.length) throw new Error('its lengths do not fit');
  return { start, end: start + length };
}

function byteAt(bytes: Buffer, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new Error('it ends too early');
  return byte;
}
