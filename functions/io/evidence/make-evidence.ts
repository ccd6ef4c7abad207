import { PlumblineError } from '../../core/errors.ts';
import { buildEvidenceFiles, type EvidenceInput } from '../../core/evidence/build-evidence-files.ts';
import { type EvidenceFile, MANIFEST_FILE, SIGNATURE_FILE } from '../../core/evidence/evidence-file.ts';
import { buildManifest, type Signing, writeManifest } from '../../core/evidence/manifest.ts';
import type { SigningKey } from './kms-signer.ts';
import { verifySignature } from './verify-signature.ts';
import { writeArchive } from './write-archive.ts';

export interface Evidence {
  readonly bytes: Buffer;
  readonly digest: string;
}

/** Makes a bundle. Without a signer the same input gives the same bytes; a signature is another each time. */
export async function makeEvidence(
  input: Omit<EvidenceInput, 'signer'>,
  signer?: { readonly key: SigningKey; readonly sign: (message: Uint8Array, signing: Signing) => Promise<Uint8Array> },
): Promise<Evidence> {
  const files = buildEvidenceFiles({ ...input, ...(signer === undefined ? {} : { signer: signer.key }) });
  const signing = signer && { key: signer.key.key, algorithm: signer.key.algorithm };
  const manifest = buildManifest(files, signing);
  const listed = { name: MANIFEST_FILE, content: new TextEncoder().encode(writeManifest(manifest)) };
  const signature: EvidenceFile[] = [];
  if (signer && signing) {
    const content = await signer.sign(listed.content, signing);
    const publicKey = new TextEncoder().encode(signer.key.publicKey);
    // A bundle that nobody could verify is none.
    const [problem] = verifySignature({ signing, manifest: listed.content, signature: content, publicKey });
    if (problem) throw new PlumblineError('runtime', `${problem.part}: ${problem.message}`);
    signature.push({ name: SIGNATURE_FILE, content });
  }
  return { bytes: await writeArchive([...files, listed, ...signature]), digest: manifest.digest };
}
