import { EVIDENCE_FILES, type EvidenceFile, MANIFEST_FILE, PUBLIC_KEY_FILE, SIGNATURE_FILE } from './evidence-file.ts';
import { type EvidenceManifest, hashContent, parseManifest } from './manifest.ts';

/** What is wrong with one part of a bundle: a file of it, or `archive`, what holds the files together. */
export interface EvidenceProblem {
  readonly part: string;
  readonly message: string;
}

export interface JudgedFiles {
  /** Absent where it cannot be believed: then nothing is said about the files. */
  readonly manifest?: EvidenceManifest;
  /** In the order of the manifest, what is too many at the end. */
  readonly problems: readonly EvidenceProblem[];
}

/** Holds the files of a bundle against its manifest. Names are taken as unique. */
export function judgeFiles(files: readonly EvidenceFile[]): JudgedFiles {
  const byName = new Map(files.map((file) => [file.name, file.content]));
  const listed = byName.get(MANIFEST_FILE);
  if (listed === undefined) return { problems: [{ part: MANIFEST_FILE, message: 'it is missing' }] };
  const read = parseManifest(listed);
  if (read.type === 'refused') return { problems: [{ part: MANIFEST_FILE, message: `it cannot be believed: ${read.message}` }] };
  const { manifest } = read;
  const names = new Set(manifest.files.map(({ name }) => name));
  const lacking = Object.entries(EVIDENCE_FILES)
    .filter(([name, { presence }]) => presence === 'always' && !names.has(name))
    .map(([name]) => name);
  const isSigned = manifest.signing !== undefined;
  const problems: EvidenceProblem[] = [
    ...lacking.map((name) => ({ part: name, message: 'it is missing, and manifest.json does not list it' })),
    ...manifest.files.flatMap(({ name, size, sha256 }): EvidenceProblem[] => {
      if (EVIDENCE_FILES[name] === undefined) return [{ part: name, message: 'manifest.json lists it, and it is no part of a bundle' }];
      const content = byName.get(name);
      if (content === undefined) return [{ part: name, message: 'it is missing' }];
      const found = hashContent(content);
      if (found !== sha256) return [{ part: name, message: `it was changed: its SHA-256 is ${found}, manifest.json says ${sha256}` }];
      if (content.length === size) return [];
      return [{ part: MANIFEST_FILE, message: `it was changed: it says that ${name} has ${size} bytes, and it has ${content.length}` }];
    }),
    ...(isSigned && !names.has(PUBLIC_KEY_FILE)
      ? [{ part: PUBLIC_KEY_FILE, message: 'it is missing, and manifest.json names a signer' }]
      : []),
    ...(isSigned && !byName.has(SIGNATURE_FILE)
      ? [{ part: SIGNATURE_FILE, message: 'it is missing, and manifest.json names a signer' }]
      : []),
    ...(!isSigned && names.has(PUBLIC_KEY_FILE)
      ? [{ part: PUBLIC_KEY_FILE, message: 'it is too many: manifest.json names no signer' }]
      : []),
    ...(!isSigned && byName.has(SIGNATURE_FILE)
      ? [{ part: SIGNATURE_FILE, message: 'it is too many: manifest.json names no signer' }]
      : []),
    ...files
      .filter(({ name }) => name !== MANIFEST_FILE && name !== SIGNATURE_FILE && !names.has(name))
      .map(({ name }) => ({ part: name, message: 'it is too many: manifest.json does not list it' })),
  ];
  return { manifest, problems };
}
