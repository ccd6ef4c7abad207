/** One file of an evidence bundle, byte for byte. */
export interface EvidenceFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Lists every other file; the signature is over its bytes. */
export const MANIFEST_FILE = 'manifest.json';
/** The signature as the key made it: the only file that no other names. */
export const SIGNATURE_FILE = 'manifest.sig';
/** The public half of the key that signed, SPKI in PEM. */
export const PUBLIC_KEY_FILE = 'public-key.pem';
export const REPORT_FILE = 'report.json';
export const CONFIGURATION_FILE = 'plumbline.yaml';

/** What a manifest may list, and whether every bundle has it. */
export const EVIDENCE_FILES: Readonly<Record<string, { readonly presence: 'always' | 'optional'; readonly holds: string }>> = {
  'README.txt': { presence: 'always', holds: 'this text' },
  [CONFIGURATION_FILE]: { presence: 'optional', holds: 'the configuration, as it was named when the bundle was made' },
  [PUBLIC_KEY_FILE]: { presence: 'optional', holds: 'the public half of the key that signed' },
  'report.html': { presence: 'always', holds: 'the report, to read in a browser' },
  [REPORT_FILE]: { presence: 'always', holds: 'the report, byte for byte as it was stored' },
  'revisions.json': { presence: 'always', holds: 'the commits that were compared: author, committer, signature' },
  'versions.json': { presence: 'always', holds: 'versions of Plumbline, Node and the API server' },
};
