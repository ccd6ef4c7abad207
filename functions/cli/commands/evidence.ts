import { readFile } from 'node:fs/promises';
import { parseConfig } from '../../core/config.ts';
import { messageOf, PlumblineError } from '../../core/errors.ts';
import { nameClusterFolder } from '../../core/report-key.ts';
import { createFile } from '../../io/create-file.ts';
import { makeEvidence } from '../../io/evidence/make-evidence.ts';
import { readVersions } from '../../io/read-versions.ts';
import type { KeptReport } from '../../io/report-store.ts';
import { chooseStoredReport } from '../choose-stored-report.ts';
import type { Command, CommandContext } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { withStoredReports } from '../open-stored-reports.ts';
import { parseTime } from '../parse-time.ts';
import { readReportFile } from '../read-report-file.ts';

/** Makes a bundle of evidence from one stored report. */
export const evidenceCommand: Command = {
  positionals: [
    {
      name: 'CLUSTER',
      optional: true,
      help: 'A cluster of which a report is stored, or a file that ends in .json: what "plumbline check -o json" wrote. May be left out where reports of one cluster only are stored.',
    },
  ],
  options: [
    {
      name: 'at',
      value: 'TIME',
      help: 'The report in force then: 2026-11-04T03:00:00Z, a day (its end, UTC) or an age like 3h. Default: the latest.',
    },
    { name: 'from', value: 'DIR|s3://BUCKET', help: 'Where reports are stored. Default: .plumbline.' },
    {
      name: 'config',
      value: 'FILE',
      help: 'Put this plumbline.yaml into the bundle. Default: none, since a report does not say which one was used.',
    },
    { name: 'kms-key', value: 'ARN', help: 'Sign with this asymmetric key of AWS KMS, or alias: ECC_NIST_P256 or RSA, usage SIGN_VERIFY.' },
    { name: 'output-file', value: 'FILE', help: 'The bundle. Default: plumbline-evidence-CLUSTER-TIME.zip here. Never written over.' },
  ],
  description:
    'Makes one zip for an auditor from one report: the report as it was stored and as a page, configuration, commits, versions, a text that says what was checked and what was not, and a manifest with the SHA-256 of each. Asks no cluster. The same report gives the same bytes; a signature is another each time. Exit code: 0 made, whatever the verdict; 2 could not.',
  examples: [
    {
      command: 'plumbline evidence prod-eu --from s3://my-reports --config plumbline.yaml',
      does: 'The latest report of prod-eu, with the configuration.',
    },
    {
      command: 'plumbline evidence prod-eu --at 2026-09-30 --from s3://my-reports --kms-key arn:aws:kms:eu-west-1:111122223333:alias/audit',
      does: 'The last report of September, signed.',
    },
  ],
  run: async (context) => {
    const { arguments: args, stdout } = context;
    const file = args.text('config');
    const configuration = file === undefined ? undefined : await readConfiguration(file);
    const { report, content } = await readReport(context);
    const signer = await openSigner(args.text('kms-key'));
    const input = { report, content, plumbline: readVersions().plumbline, ...(configuration === undefined ? {} : { configuration }) };
    const { bytes, digest } = await makeEvidence(input, signer);
    const time = report.readAt.replace(/[-:]|\.\d+/g, '');
    const target = args.text('output-file') ?? `plumbline-evidence-${nameClusterFolder(report.check.id)}-${time}.zip`;
    await writeBundle(target, bytes);
    const signed = signer === undefined ? 'nobody signed it: note the digest elsewhere' : `signed by ${signer.key.key}`;
    await stdout.write(`${target}\n${digest}\n${signed}\n`);
    return EXIT.inSync;
  },
};

async function readReport({ arguments: args, now }: CommandContext): Promise<KeptReport> {
  const cluster = args.positionals[0];
  if (cluster?.endsWith('.json')) return readReportFile(cluster);
  const [time, from] = [args.text('at'), args.text('from')];
  const at = time === undefined ? undefined : parseTime(time, now, { command: 'evidence', asked: `--at ${time}` });
  return withStoredReports('evidence', from, (store) => chooseStoredReport(store, { command: 'evidence', cluster, time, at, from }));
}

/** Only what is a configuration: a bundle is forwarded, and must not carry some other file by mistake. */
async function readConfiguration(file: string): Promise<Uint8Array> {
  const content = await readNamed(file, 'Name a plumbline.yaml with --config.');
  parseConfig(content.toString('utf8'), file);
  return content;
}

async function openSigner(arn: string | undefined) {
  if (arn === undefined) return undefined;
  const { readSigningKey, signWithKms } = await import('../../io/evidence/kms-signer.ts');
  return { key: await readSigningKey(arn), sign: signWithKms };
}

async function readNamed(file: string, advice: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new PlumblineError('usage', `${file} cannot be read: ${messageOf(error)}`, { advice });
  }
}

async function writeBundle(file: string, bytes: Buffer): Promise<void> {
  let created: boolean;
  try {
    created = await createFile(file, bytes);
  } catch (error) {
    throw new PlumblineError('usage', `${file} cannot be written: ${messageOf(error)}`);
  }
  if (!created)
    throw new PlumblineError('usage', `${file} is there already, and is not written over`, { advice: 'Name another with --output-file.' });
}
