/** One DER element: tag, length, content. */
export function encodeElement(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), encodeLength(body.length), body]);
}

export function encodeSequence(...content: readonly Uint8Array[]): Buffer {
  return encodeElement(0x30, ...content);
}

/** An object identifier from its dotted text. */
export function encodeOid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const digits = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    bytes.push(...digits);
  }
  return encodeElement(0x06, Buffer.from(bytes));
}

/** A GeneralizedTime. */
export function encodeTime(time: Date): Buffer {
  return encodeElement(0x18, Buffer.from(`${time.toISOString().replaceAll(/[-:T]|\.\d+/g, '')}`));
}

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let left = length; left > 0; left >>= 8) bytes.unshift(left & 0xff);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}
