import type { EvidenceProblem } from '../../evidence/judge-files.ts';
import type { Signing } from '../../evidence/manifest.ts';
import type { DriftReport } from '../../report.ts';
import { describeVerdict } from '../describe-verdict.ts';
import { escapeText } from '../escape-text.ts';

/** What a bundle turned out to be; `report` where it is intact. */
export interface VerifiedEvidence {
  readonly problems: readonly EvidenceProblem[];
  readonly digest?: string;
  readonly signing?: Signing;
  readonly report?: DriftReport;
}

/** Tells what a bundle is worth, and what nobody asked it to prove. */
export function describeEvidence(
  file: string,
  { problems, digest, signing, report }: VerifiedEvidence,
  asked: { readonly key: boolean; readonly digest: boolean },
): string {
  const lines =
    problems.length > 0
      ? [`REFUSED  ${file}`, ...problems.map(({ part, message }) => `  ${part}: ${message}`)]
      : [
          `INTACT  ${file}`,
          ...(report === undefined
            ? []
            : [`  ${report.check.id}, read at ${report.readAt}: ${report.verdict}`, ...describeVerdict(report).map((line) => `  ${line}`)]),
          `  ${digest}${asked.digest ? ', as expected' : ''}`,
          ...describeTrust(signing, asked).map((line) => `  ${line}`),
        ];
  return lines.map((line) => `${escapeText(line)}\n`).join('');
}

function describeTrust(signing: Signing | undefined, asked: { readonly key: boolean; readonly digest: boolean }): string[] {
  if (signing !== undefined && asked.key) return [`signed by ${signing.key} (${signing.algorithm}): the trusted key`];
  if (signing !== undefined)
    return [
      `signed by ${signing.key} (${signing.algorithm}), not verified against a trusted key`,
      'The key that is in the bundle fits, and anybody can put in a key: name your own copy with --public-key, or --kms-key.',
    ];
  if (asked.digest) return ['not signed: it is the bundle whose digest you named'];
  return ['not signed: whoever changed it could have written a new manifest. Name the digest that was noted with --digest.'];
}
