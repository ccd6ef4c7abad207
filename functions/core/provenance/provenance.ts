/** Who made or committed something, as the commit says it: nothing proves it but a signature. `at` is RFC 3339. */
export interface Identity {
  readonly name: string;
  readonly email: string;
  readonly at: string;
}

export type SignatureFormat = 'ssh' | 'openpgp' | 'x509';

/**
 * What a signature is worth. `good` alone says that a signer of the operator's made it, over exactly this object. `unknown-signer`: nothing is wrong with
 * it, but nobody trusts its key. `unsupported`: it could not be verified at all, so nothing is claimed.
 */
export type SignatureResult = 'good' | 'bad' | 'expired' | 'revoked' | 'unknown-signer' | 'missing' | 'unsupported';

/**
 * The signature of a commit or tag. `signer` is the principal of an allowed-signers file, the user id of an OpenPGP key, or a name in a certificate: the
 * operator's word or that of an authority of theirs, not the commit's.
 */
export interface Signature {
  readonly result: SignatureResult;
  readonly format?: SignatureFormat;
  readonly signer?: string;
  /** `SHA256:…` of an SSH key, hexadecimal of an OpenPGP key or a certificate. */
  readonly fingerprint?: string;
  /** Why the result is what it is, in words. */
  readonly reason: string;
}

/** Whether a commit came by a pull (merge) request. `unknown`: the forge could not be asked, or does not know the commit. */
export type PullRequestOrigin =
  | { readonly type: 'merged'; readonly number: number; readonly url?: string }
  | { readonly type: 'none'; readonly reason: string }
  | { readonly type: 'unknown'; readonly reason: string };

/** What became of the commit that was compared last. `unknown`: what is there locally does not reach back far enough. */
export interface HistoryOrigin {
  readonly type: 'kept' | 'rewritten' | 'unknown';
  readonly before: string;
}

/** What an operator may ask of a revision. */
export const REQUIREMENTS = ['signed', 'known-signer', 'pull-request', 'kept-history'] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

/** A requirement that a revision does not meet, or (`undecided`) of which nobody could tell. */
export interface ProvenanceFinding {
  readonly requirement: Requirement;
  readonly state: 'violated' | 'undecided';
  readonly message: string;
}

/** Where a revision comes from, as far as the operator asked. */
export interface Provenance {
  /** Of the commit. Absent for uncommitted files. */
  readonly signature?: Signature;
  /** Of the annotated tag that the revision names, where it carries a signature. */
  readonly tag?: Signature & { readonly name: string };
  readonly pullRequest?: PullRequestOrigin;
  readonly history?: HistoryOrigin;
  readonly findings: readonly ProvenanceFinding[];
}
