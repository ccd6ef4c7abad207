import type { Revision } from '../desired-state.ts';
import { listFindings } from '../provenance/list-findings.ts';
import { describeMaking, nameFinding } from '../render/describe-provenance.ts';
import { describeUnchecked } from '../render/describe-unchecked.ts';
import { describeVerdict } from '../render/describe-verdict.ts';
import { escapeText } from '../render/escape-text.ts';
import { formatPlural } from '../render/format-quantity.ts';
import { wrapText } from '../render/wrap-text.ts';
import type { DriftReport } from '../report.ts';
import { CONFIGURATION_FILE, EVIDENCE_FILES } from './evidence-file.ts';
import type { Signing } from './manifest.ts';

const WIDTH = 96;
const VERDICTS: Readonly<Record<DriftReport['verdict'], string>> = { 'in-sync': 'IN SYNC', drifted: 'DRIFTED', incomplete: 'INCOMPLETE' };

/** What a bundle shows, for somebody who has nothing but it: what was checked, when, what came of it, what was not checked, how to verify it. */
export function writeStatement(
  report: DriftReport,
  { names, signer }: { readonly names: readonly string[]; readonly signer: Signing | undefined },
): string {
  const { check, readAt } = report;
  const { name, server, environment } = check.cluster;
  return [
    'EVIDENCE OF A CONFIGURATION CHECK',
    '',
    ...writeRow('Cluster', [[name, server, environment].filter((text) => text !== undefined && text !== '').join(', ') || check.id]),
    ...writeRow('Read at', [`${readAt} (UTC), with get and list; nothing was written to it`]),
    ...writeRow('Against', report.revisions.length === 0 ? ['no repository'] : report.revisions.map(describeRevision)),
    ...writeRow('Verdict', [VERDICTS[report.verdict], ...describeVerdict(report)]),
    '',
    ...writeSection('What git has to prove and does not', listProvenance(report), ''),
    ...writeSection(
      'What was not checked',
      listGaps(report),
      'Nothing: everything in scope was read, and everything that was read could be decided.',
    ),
    ...writeSection('What was let go, and why', listLetGo(report), 'Nothing.'),
    ...writeSection(
      'What is in this bundle',
      Object.entries(EVIDENCE_FILES)
        .filter(([file]) => file === 'README.txt' || names.includes(file))
        .map(([file, { holds }]) => `${file}: ${holds}`),
      '',
    ),
    ...writeParagraph(
      `manifest.json lists each of these files with its size and SHA-256.${signer === undefined ? '' : ' manifest.sig is the signature over it.'} ${names.includes(CONFIGURATION_FILE) ? 'The report does not record which configuration the check used: that it was plumbline.yaml is the word of who made the bundle.' : 'The configuration is not part of this bundle.'} Values of Secrets were masked before anything was compared.`,
    ),
    'How to verify it',
    '',
    '  plumbline verify-evidence BUNDLE.zip',
    '  without Plumbline, in the unpacked folder:',
    `    jq -r '.files[] | "\\(.sha256)  \\(.name)"' manifest.json | sha256sum -c`,
    `    jq -r '.files[] | "\\(.sha256)  \\(.name)"' manifest.json | sha256sum     # .digest of manifest.json`,
    ...(signer === undefined ? [] : [`    ${writeOpenssl(signer)}`]),
    '',
    ...writeParagraph(
      signer === undefined
        ? 'Nobody signed this bundle. Whoever can change a file can change manifest.json too: compare its digest with one that was noted elsewhere when the bundle was made.'
        : `Signed with ${signer.key} (${signer.algorithm}). public-key.pem proves nothing by itself: use a copy of that key that you had from its owner.`,
    ),
    ...writeParagraph(
      'A field manager, an author and a committer are what a client said. A signature of a commit is worth what revisions.json says of it.',
    ),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

function describeRevision({ source, url, commit, committedAt, committer, ...rest }: Revision): string {
  const making = describeMaking({ source, url, commit, ...rest });
  const when =
    committedAt === undefined
      ? []
      : [`committed ${committedAt}${committer === undefined ? '' : ` by ${committer.name || committer.email}`}`];
  return [`${source}: ${url} at ${commit === 'worktree' ? 'uncommitted files' : commit}`, ...when, ...making].join(', ');
}

function listProvenance(report: DriftReport): string[] {
  return listFindings(report)
    .filter(({ state }) => state !== 'noted')
    .map((finding) => `${nameFinding(finding)}: ${finding.message}`);
}

function listGaps({ unchecked, undecided, coverage }: DriftReport): string[] {
  return [
    ...unchecked.map(describeUnchecked).map(({ what, why }) => `${what}: ${why}`),
    ...(undecided.length === 0 ? [] : [`${formatPlural(undecided.length, 'field')} could not be decided: "undecided" of report.json`]),
    ...(coverage.unmanaged === null ? ['objects that are in no repository were not looked for, or could not be told'] : []),
  ];
}

function listLetGo({ suppressed, setAside }: DriftReport): string[] {
  return [
    ...suppressed.map(({ rule, reason, count }) => `${formatPlural(count, 'departure')} by ${rule}: ${reason}`),
    ...(setAside.length === 0
      ? []
      : [`${formatPlural(setAside.length, 'file or object', 'files or objects')} of git that are not compared: "setAside" of report.json`]),
  ];
}

function writeOpenssl({ algorithm }: Signing): string {
  const padding = ' -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:auto';
  return `openssl dgst -sha256 -verify TRUSTED-KEY.pem${algorithm === 'ECDSA_SHA_256' ? '' : padding} -signature manifest.sig manifest.json`;
}

function writeRow(label: string, texts: readonly string[]): string[] {
  const lines = texts.flatMap((text) => wrapText(escapeText(text), WIDTH - 10));
  return lines.map((line, at) => `${(at === 0 ? label : '').padEnd(10)}${line}`);
}

function writeSection(title: string, items: readonly string[], none: string): string[] {
  if (items.length === 0 && none === '') return [];
  const lines = items.flatMap((item) => wrapText(escapeText(item), WIDTH - 4).map((line, at) => `${at === 0 ? '  - ' : '    '}${line}`));
  return [title, '', ...(items.length === 0 ? [`  ${none}`] : lines), ''];
}

function writeParagraph(text: string): string[] {
  return [...wrapText(escapeText(text), WIDTH), ''];
}
