import { stringifyJson } from '../json.ts';
import { compareText } from '../kube-object.ts';
import { escapeControls } from '../render/escape-text.ts';
import { htmlRenderer } from '../render/render-html.ts';
import type { DriftReport } from '../report.ts';
import { CONFIGURATION_FILE, type EvidenceFile, PUBLIC_KEY_FILE, REPORT_FILE } from './evidence-file.ts';
import type { Signing } from './manifest.ts';
import { writeStatement } from './write-statement.ts';

export interface EvidenceInput {
  readonly report: DriftReport;
  /** The report as it was stored. */
  readonly content: Uint8Array;
  /** `plumbline.yaml`, where it is to be part of the evidence. */
  readonly configuration?: Uint8Array;
  /** The version of Plumbline that makes the bundle. */
  readonly plumbline: string;
  readonly signer?: Signing & { readonly publicKey: string };
}

/** Every file that the manifest lists, sorted by name. The same input gives the same bytes: ages are told from when the cluster was read. */
export function buildEvidenceFiles({ report, content, configuration, plumbline, signer }: EvidenceInput): readonly EvidenceFile[] {
  const { readAt, serverVersion, madeBy } = report;
  const html = htmlRenderer.render(report, { colour: false, width: 0, now: readAt, explain: true });
  const versions = {
    // Reports that were stored by earlier versions do not say who made them.
    check: { plumbline: madeBy?.plumbline ?? null, node: madeBy?.node ?? null },
    kubernetes: serverVersion,
    bundle: { plumbline },
  };
  const files: EvidenceFile[] = [
    { name: REPORT_FILE, content },
    encode('report.html', html),
    encode('revisions.json', writeJson({ revisions: report.revisions })),
    encode('versions.json', writeJson(versions)),
    ...(configuration === undefined ? [] : [{ name: CONFIGURATION_FILE, content: configuration }]),
    ...(signer === undefined ? [] : [encode(PUBLIC_KEY_FILE, signer.publicKey)]),
  ];
  const statement = encode('README.txt', writeStatement(report, { names: files.map(({ name }) => name), signer }));
  return [...files, statement].sort((a, b) => compareText(a.name, b.name));
}

function encode(name: string, text: string): EvidenceFile {
  return { name, content: new TextEncoder().encode(text) };
}

function writeJson(value: unknown): string {
  return `${escapeControls(stringifyJson(value, 2))}\n`;
}
