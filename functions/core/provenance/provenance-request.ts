import type { Requirement } from './provenance.ts';

/** Whom the operator trusts. Texts as their tools write them; it never comes from the revision that is judged. */
export interface TrustedSigners {
  /** ssh-keygen(1), ALLOWED SIGNERS. */
  readonly ssh?: string | undefined;
  /** Public SSH keys that count no longer, one a line. */
  readonly sshRevoked?: string | undefined;
  /** Armored OpenPGP public keys. */
  readonly openpgp?: string | undefined;
  /** Certificates of authorities in PEM: whoever they issued one for is trusted, by the mail address or URI in it. */
  readonly x509?: string | undefined;
}

/** The API that knows of pull requests. `api` absent: the one of the repository's own host. */
export interface ForgeApi {
  readonly type: 'github' | 'gitlab';
  readonly api?: string | undefined;
}

/** What is asked of a source; what is absent is as at the top of the configuration. */
export interface ProvenanceRequest {
  readonly require?: readonly Requirement[] | undefined;
  /** `report`: a finding, and the revision is compared. `refuse`: it is not compared at all. */
  readonly onViolation?: 'report' | 'refuse' | undefined;
  /** Signers that count, as patterns of OpenSSH (`*`, `?`, `!`). Empty: every trusted signer. */
  readonly principals?: readonly string[] | undefined;
  readonly forge?: ForgeApi | undefined;
}

/** What the configuration says at the top. */
export interface ProvenanceConfig extends ProvenanceRequest {
  readonly signers?: TrustedSigners | undefined;
}

/** What holds for one source, with every default filled in. */
export interface ProvenancePolicy {
  readonly signers: TrustedSigners;
  readonly require: readonly Requirement[];
  readonly onViolation: 'report' | 'refuse';
  readonly principals: readonly string[];
  readonly forge: ForgeApi | undefined;
}

/** The policy of a source. Who names signers and no requirement wants them heeded. Undefined where nothing is asked at all. */
export function resolvePolicy(top: ProvenanceConfig | undefined, own: ProvenanceRequest | undefined): ProvenancePolicy | undefined {
  if (top === undefined && own === undefined) return undefined;
  const signers = top?.signers ?? {};
  const trustsSomebody = signers.ssh !== undefined || signers.openpgp !== undefined || signers.x509 !== undefined;
  return {
    signers,
    require: own?.require ?? top?.require ?? (trustsSomebody ? ['known-signer'] : []),
    onViolation: own?.onViolation ?? top?.onViolation ?? 'report',
    principals: own?.principals ?? top?.principals ?? [],
    forge: own?.forge ?? top?.forge,
  };
}
