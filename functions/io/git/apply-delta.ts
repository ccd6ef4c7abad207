/** Makes an object from its base and git's instructions: copy a stretch of the base, or insert what follows. Throws where the delta does not fit. */
export function applyDelta(base: Buffer, delta: Buffer, maxBytes: number): Buffer {
  let at = 0;
  const readSize = (): number => {
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = delta[at++] ?? 0;
      size += (byte & 0x7f) * 2 ** shift;
      if ((byte & 0x80) === 0) return size;
    }
  };
  // `count` bytes, lowest first, each there only where its bit is set.
  const readNumber = (bits: number, count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i++) if (bits & (1 << i)) value += (delta[at++] ?? 0) * 2 ** (8 * i);
    return value;
  };
  const baseSize = readSize();
  const size = readSize();
  if (baseSize !== base.length || size > maxBytes) throw new Error('a delta that does not fit its base');
  const result = Buffer.allocUnsafe(size);
  let filled = 0;
  while (at < delta.length) {
    const instruction = delta[at++] ?? 0;
    if (instruction & 0x80) {
      const from = readNumber(instruction & 0x0f, 4);
      const length = readNumber((instruction >> 4) & 0x07, 3) || 0x10000;
      if (from + length > base.length) throw new Error('a delta that reaches beyond its base');
      filled += base.copy(result, filled, from, from + length);
    } else if (instruction > 0) {
      filled += delta.copy(result, filled, at, at + instruction);
      at += instruction;
    } else throw new Error('a delta with an unknown instruction');
  }
  if (filled !== size) throw new Error('a delta that makes another size');
  return result;
}
