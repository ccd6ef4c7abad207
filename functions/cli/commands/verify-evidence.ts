import type { KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { messageOf, PlumblineError } from '../../core/errors.ts';
import { stringifyJson } from '../../core/json.ts';
import { escapeControls } from '../../core/render/escape-text.ts';
import { describeEvidence } from '../../core/render/evidence/describe-evidence.ts';
import { verifyEvidence } from '../../io/evidence/verify-evidence.ts';
import { readPublicKey } from '../../io/evidence/verify-signature.ts';
import type { Command, CommandContext } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { usageError } from '../parse-arguments.ts';

/** Node reads a file of up to 2 GiB at once; a report is kept in memory twice more. */
const LARGEST = 512 * 1024 * 1024;

/** Verifies a bundle of evidence. */
export const verifyEvidenceCommand: Command = {
  positionals: [{ name: 'FILE', help: 'The bundle, as "plumbline evidence" made it.' }],
  options: [
    {
      name: 'public-key',
      value: 'FILE',
      help: 'The key that must have signed it: a public key or a certificate in PEM, had from its owner.',
    },
    {
      name: 'kms-key',
      value: 'ARN',
      help: 'The key of AWS KMS that must have signed it; KMS is asked for its public half. --public-key asks nobody.',
    },
    { name: 'digest', value: 'sha256:HEX', help: 'The digest that it must have, as noted when it was made.' },
    { name: 'output', short: 'o', value: 'FORMAT', choices: ['text', 'json'], help: 'text or json. Default: text.' },
  ],
  description:
    'Verifies every byte of a bundle of evidence and names each file that was changed, is missing or too many, and what is wrong with the manifest, the signature or the archive around them. Unpacks nothing and, without --kms-key, asks nobody. Exit code: 0 intact and as asked, 1 refused, 2 could not run.',
  examples: [
    { command: 'plumbline verify-evidence bundle.zip --public-key audit-key.pem', does: 'Intact, and signed by that key.' },
    { command: 'plumbline verify-evidence bundle.zip', does: 'Intact. Says what that proves, and what it does not.' },
  ],
  run: async (context) => {
    const { arguments: args, stdout } = context;
    const [file] = args.positionals;
    if (file === undefined) throw usageError('verify-evidence', 'name a bundle');
    const digest = args.text('digest');
    if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest))
      throw usageError('verify-evidence', `--digest ${digest}: a digest is written like sha256: and 64 hexadecimal digits`);
    const key = await readTrustedKey(context);
    const verdict = await verifyEvidence(await readBundle(file), {
      ...(key === undefined ? {} : { key }),
      ...(digest === undefined ? {} : { digest }),
    });
    const asked = { key: key !== undefined, digest: digest !== undefined };
    if (args.text('output') === 'json') {
      const { report, ...rest } = verdict;
      const { check, readAt, verdict: found } = report ?? {};
      const shown = {
        file,
        intact: rest.problems.length === 0,
        ...rest,
        verified: asked,
        ...(report && { cluster: check?.id, readAt, verdict: found }),
      };
      await stdout.write(`${escapeControls(stringifyJson(shown, 2))}\n`);
    } else await stdout.write(describeEvidence(file, verdict, asked));
    return verdict.problems.length === 0 ? EXIT.inSync : EXIT.drifted;
  },
};

async function readTrustedKey({ arguments: args }: CommandContext): Promise<KeyObject | undefined> {
  const [file, arn] = [args.text('public-key'), args.text('kms-key')];
  if (file !== undefined && arn !== undefined)
    throw usageError('verify-evidence', 'name one trusted key, with --public-key or with --kms-key');
  if (arn !== undefined) {
    const { readSigningKey } = await import('../../io/evidence/kms-signer.ts');
    return readPublicKey(Buffer.from((await readSigningKey(arn)).publicKey));
  }
  if (file === undefined) return undefined;
  const key = readPublicKey(await readNamed(file));
  if (key === undefined)
    throw new PlumblineError('usage', `${file} is no public key in PEM`, {
      advice: '"aws kms get-public-key" gives it in DER: `openssl pkey -pubin -inform DER` makes PEM of it.',
    });
  return key;
}

async function readBundle(file: string): Promise<Buffer> {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  if (size > LARGEST) throw new PlumblineError('usage', `${file} has ${size} bytes; no bundle of evidence is larger than ${LARGEST}`);
  return readNamed(file);
}

async function readNamed(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new PlumblineError('usage', `${file} cannot be read: ${messageOf(error)}`);
  }
}
