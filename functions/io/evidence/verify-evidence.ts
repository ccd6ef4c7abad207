import type { KeyObject } from 'node:crypto';
import { messageOf } from '../../core/errors.ts';
import { type EvidenceFile, MANIFEST_FILE, PUBLIC_KEY_FILE, REPORT_FILE, SIGNATURE_FILE } from '../../core/evidence/evidence-file.ts';
import { type EvidenceProblem, judgeFiles } from '../../core/evidence/judge-files.ts';
import type { EvidenceManifest, Signing } from '../../core/evidence/manifest.ts';
import type { DriftReport } from '../../core/report.ts';
import { parseReport } from '../reports/parse-report.ts';
import { findAlteredByte } from './find-altered-byte.ts';
import { readArchive } from './read-archive.ts';
import { verifySignature } from './verify-signature.ts';

/** What the operator knows of a bundle from elsewhere. */
export interface EvidenceTrust {
  readonly key?: KeyObject;
  readonly digest?: string;
}

/** What a bundle is worth. It is intact where there are no problems; then the report is there. */
export interface EvidenceVerdict {
  readonly problems: readonly EvidenceProblem[];
  readonly digest?: string;
  /** Who signed, where the bundle says so. */
  readonly signing?: Signing;
  readonly report?: DriftReport;
}

/** Verifies every byte of a bundle, and asks nobody. */
export async function verifyEvidence(bytes: Buffer, trust: EvidenceTrust = {}): Promise<EvidenceVerdict> {
  const { files, problems: unread } = await readArchive(bytes);
  const { manifest, problems: changed } = judgeFiles(files);
  // A file that could not be read was named already.
  const named = new Set(unread.map(({ part }) => part));
  const ofFiles = [...unread, ...(named.has('archive') ? [] : changed.filter(({ part }) => !named.has(part)))];
  const altered = ofFiles.length === 0 ? await findAlteredByte(bytes, files) : [];
  const signed = manifest === undefined || ofFiles.length > 0 ? [] : judgeTrust(manifest, files, trust);
  const report = ofFiles.length > 0 ? { problems: [] } : readReport(files);
  return {
    problems: [...ofFiles, ...signed, ...altered, ...report.problems],
    ...(manifest === undefined ? {} : { digest: manifest.digest }),
    ...(manifest?.signing === undefined ? {} : { signing: manifest.signing }),
    ...('report' in report ? { report: report.report } : {}),
  };
}

function judgeTrust(manifest: EvidenceManifest, files: readonly EvidenceFile[], trust: EvidenceTrust): EvidenceProblem[] {
  const find = (name: string): Uint8Array => files.find((file) => file.name === name)?.content ?? new Uint8Array();
  const { signing, digest } = manifest;
  const problems: EvidenceProblem[] = [];
  if (trust.digest !== undefined && trust.digest !== digest)
    problems.push({ part: MANIFEST_FILE, message: `it is another bundle: its digest is ${digest}, and ${trust.digest} was expected` });
  if (signing === undefined) {
    if (trust.key !== undefined) problems.push({ part: SIGNATURE_FILE, message: 'there is none: nobody signed this bundle' });
    return problems;
  }
  const signature = { signing, manifest: find(MANIFEST_FILE), signature: find(SIGNATURE_FILE), publicKey: find(PUBLIC_KEY_FILE) };
  return [...problems, ...verifySignature({ ...signature, ...(trust.key === undefined ? {} : { trusted: trust.key }) })];
}

function readReport(files: readonly EvidenceFile[]): { readonly problems: readonly EvidenceProblem[]; readonly report?: DriftReport } {
  const content = files.find(({ name }) => name === REPORT_FILE)?.content ?? new Uint8Array();
  try {
    return { problems: [], report: parseReport(content, '', REPORT_FILE) };
  } catch (error) {
    return { problems: [{ part: REPORT_FILE, message: messageOf(error) }] };
  }
}
