import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { EvidenceFile } from '../../functions/core/evidence/evidence-file.ts';
import { buildManifest, type Signing, type SigningAlgorithm, writeManifest } from '../../functions/core/evidence/manifest.ts';
import { jsonRenderer } from '../../functions/core/render/render-json.ts';
import { writeArchive } from '../../functions/io/evidence/write-archive.ts';
import { buildReport, SAMPLE_NOW } from './sample-report.ts';

/** A key as KMS would keep it. */
export interface TestSigner {
  readonly publicKey: KeyObject;
  readonly pem: string;
  readonly signing: Signing;
  readonly sign: (message: Uint8Array) => Buffer;
}

export function createSigner(algorithm: SigningAlgorithm = 'ECDSA_SHA_256'): TestSigner {
  const isRsa = algorithm === 'RSASSA_PSS_SHA_256';
  const { publicKey, privateKey } = isRsa
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const padding = isRsa ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {};
  return {
    publicKey,
    pem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    signing: { key: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd', algorithm },
    sign: (message) => sign('sha256', message, { key: privateKey, ...padding }),
  };
}

const file = (name: string, text: string | Buffer): EvidenceFile => ({ name, content: Buffer.from(text) });

/** The files of a bundle as small as one can be, its manifest and signature included. */
export function buildSmallFiles(signer?: TestSigner): EvidenceFile[] {
  const report = jsonRenderer.render(buildReport([]), { colour: false, width: 0, now: SAMPLE_NOW, explain: true });
  const files = [
    file('README.txt', 'What was checked.\n'),
    file('report.html', '<p>in sync</p>\n'),
    file('report.json', report),
    file('revisions.json', '{}\n'),
    file('versions.json', '{}\n'),
    ...(signer === undefined ? [] : [file('public-key.pem', signer.pem)]),
  ];
  return sealFiles(files, signer);
}

/** With a manifest that lists these files, whatever they are, and a signature over it. */
export function sealFiles(files: readonly EvidenceFile[], signer?: TestSigner): EvidenceFile[] {
  const manifest = file('manifest.json', writeManifest(buildManifest(files, signer?.signing)));
  return [...files, manifest, ...(signer === undefined ? [] : [file('manifest.sig', signer.sign(manifest.content))])];
}

export async function makeSmallBundle(signer?: TestSigner): Promise<Buffer> {
  return writeArchive(buildSmallFiles(signer));
}
