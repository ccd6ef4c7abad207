import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { applyDelta } from './apply-delta.ts';

/** The content of one object and its type: commit, tree, blob or tag. */
export interface GitObject {
  readonly type: string;
  readonly content: Buffer;
}

const TYPES: readonly string[] = ['', 'commit', 'tree', 'blob', 'tag'];
const OFFSET_DELTA = 6;
const REFERENCE_DELTA = 7;
const MAX_OBJECT_BYTES = 256 * 1024 * 1024;
const KEEP_BASES_BYTES = 32 * 1024 * 1024;
const FANOUT = 8;
const NAMES = FANOUT + 256 * 4;

/** One pack and its index (version 2). Only the index is held in memory; objects are read from where they stand. */
export class PackFile {
  private readonly index: Buffer;
  private readonly count: number;
  private readonly path: string;
  private ends: Float64Array | undefined;
  private bases = new Map<number, GitObject>();
  private basesBytes = 0;

  constructor(indexPath: string) {
    this.index = readFileSync(indexPath);
    if (this.index.length < NAMES || this.index.readUInt32BE(0) !== 0xff744f63 || this.index.readUInt32BE(4) !== 2) {
      throw new Error('a pack index of an unknown version');
    }
    this.count = this.index.readUInt32BE(NAMES - 4);
    if (this.index.length < NAMES + this.count * 28 + 40) throw new Error('a pack index that is cut off');
    this.path = indexPath.replace(/\.idx$/, '.pack');
  }

  /** Where an object stands in the pack, or undefined. */
  find(oid: string): number | undefined {
    const name = Buffer.from(oid, 'hex');
    const first = name[0] ?? 0;
    let low = first === 0 ? 0 : this.index.readUInt32BE(FANOUT + (first - 1) * 4);
    let high = this.index.readUInt32BE(FANOUT + first * 4);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = this.index.compare(name, 0, 20, NAMES + middle * 20, NAMES + middle * 20 + 20);
      if (order === 0) return this.readOffset(middle);
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return undefined;
  }

  /** Names of the objects that begin with these hexadecimal digits. */
  findNames(prefix: string): string[] {
    const names: string[] = [];
    for (let i = 0; i < this.count; i++) {
      const name = this.index.toString('hex', NAMES + i * 20, NAMES + i * 20 + 20);
      if (name.startsWith(prefix)) names.push(name);
    }
    return names;
  }

  /** Reads the object at an offset; `readBase` reads an object by its name, for deltas against another pack. */
  read(offset: number, readBase: (oid: string) => GitObject): GitObject {
    const bytes = this.readBytes(offset);
    let at = 0;
    let byte = bytes[at++] ?? 0;
    const type = (byte >> 4) & 7;
    let size = byte & 15;
    for (let shift = 4; byte & 0x80; shift += 7) {
      byte = bytes[at++] ?? 0;
      size += (byte & 0x7f) * 2 ** shift;
    }
    if (size > MAX_OBJECT_BYTES) throw new Error('an object that is too large');
    if (type === OFFSET_DELTA) {
      byte = bytes[at++] ?? 0;
      let distance = byte & 0x7f;
      while (byte & 0x80) {
        byte = bytes[at++] ?? 0;
        distance = (distance + 1) * 128 + (byte & 0x7f);
      }
      if (distance <= 0 || distance > offset) throw new Error('a delta against nothing');
      return this.resolveDelta(this.readKept(offset - distance, readBase), bytes.subarray(at), size);
    }
    if (type === REFERENCE_DELTA) return this.resolveDelta(readBase(bytes.toString('hex', at, at + 20)), bytes.subarray(at + 20), size);
    const name = TYPES[type];
    if (name === undefined || name === '') throw new Error('an object of an unknown type');
    return { type: name, content: inflate(bytes.subarray(at), size) };
  }

  private resolveDelta(base: GitObject, compressed: Buffer, size: number): GitObject {
    return { type: base.type, content: applyDelta(base.content, inflate(compressed, size), MAX_OBJECT_BYTES) };
  }

  // Many deltas share a base.
  private readKept(offset: number, readBase: (oid: string) => GitObject): GitObject {
    const kept = this.bases.get(offset);
    if (kept) return kept;
    const read = this.read(offset, readBase);
    if (this.basesBytes > KEEP_BASES_BYTES) {
      this.bases = new Map();
      this.basesBytes = 0;
    }
    this.bases.set(offset, read);
    this.basesBytes += read.content.length;
    return read;
  }

  private readOffset(position: number): number {
    const offsets = NAMES + this.count * 24;
    const offset = this.index.readUInt32BE(offsets + position * 4);
    if (offset < 0x80000000) return offset;
    return Number(this.index.readBigUInt64BE(offsets + this.count * 4 + (offset - 0x80000000) * 8));
  }

  // An object ends where the next one begins; the last one ends before the checksum.
  private readBytes(offset: number): Buffer {
    this.ends ??= Float64Array.from({ length: this.count }, (_, i) => this.readOffset(i)).sort();
    let low = 0;
    let high = this.ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ends[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    // Opened for each object: a file kept open would have to be closed by everyone who reads a source.
    const file = openSync(this.path, 'r');
    try {
      const end = this.ends[low] ?? fstatSync(file).size - 20;
      const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(end - offset, MAX_OBJECT_BYTES)));
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset));
    } finally {
      closeSync(file);
    }
  }
}

function inflate(compressed: Buffer, size: number): Buffer {
  const content = inflateSync(compressed, { maxOutputLength: Math.max(size, 1) });
  if (content.length !== size) throw new Error('an object that is cut off');
  return content;
}
