/** Reads the wire format of SSH (RFC 4251): numbers and strings with their length before them. Throws Error where the bytes end too early. */
export class SshReader {
  private readonly bytes: Buffer;
  private at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  take(length: number): Buffer {
    if (length > this.bytes.length - this.at) throw new Error('it is cut off');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  number(): number {
    return this.take(4).readUInt32BE();
  }

  string(): Buffer {
    return this.take(this.number());
  }

  text(): string {
    return this.string().toString('latin1');
  }

  /** A positive number, its bytes without the zero that marks the sign. */
  integer(): Buffer {
    const bytes = this.string();
    const [first = 0x80, second = 0] = bytes;
    if (first >= 0x80 || (first === 0 && second < 0x80)) throw new Error('a number is not written as SSH writes it');
    return first === 0 ? bytes.subarray(1) : bytes;
  }

  /** Throws where anything is left: what nobody reads could say anything. */
  end(): void {
    if (this.at !== this.bytes.length) throw new Error('it has more than belongs to it');
  }
}
