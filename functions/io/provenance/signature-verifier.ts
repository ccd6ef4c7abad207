import type { Signature, SignatureFormat } from '../../core/provenance/provenance.ts';
import type { TrustedSigners } from '../../core/provenance/provenance-request.ts';

/** Something signed: a commit or a tag, without its signature. */
export interface Signed {
  readonly payload: Buffer;
  readonly armored: string;
  /** When it was committed, or the tag made: seconds since 1970. */
  readonly at: number;
  /** Of whoever committed it, by their own word. */
  readonly email: string | undefined;
}

export interface Trust {
  readonly signers: TrustedSigners;
  /** The time of the check, RFC 3339. */
  readonly now: string;
}

/** One kind of signature. Never throws: what cannot be verified is a result. */
export interface SignatureVerifier {
  readonly format: SignatureFormat;
  /** How the first line of its armor begins. */
  readonly begins: string;
  readonly verify: (signed: Signed, trust: Trust) => Promise<Signature>;
}
