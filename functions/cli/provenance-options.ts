import { readFile } from 'node:fs/promises';
import { provenanceSchema } from '../core/config/provenance-schema.ts';
import type { Config } from '../core/config.ts';
import { messageOf, PlumblineError } from '../core/errors.ts';
import { REQUIREMENTS } from '../core/provenance/provenance.ts';
import type { Option } from './command.ts';
import { type Arguments, usageError } from './parse-arguments.ts';

/** Where revisions have to come from. */
export const PROVENANCE_OPTIONS: readonly Option[] = [
  {
    name: 'allowed-signers',
    value: 'FILE',
    help: 'Verify that commits are signed by an SSH key of this file, as ssh-keygen has it. Keep it out of the repository that is checked.',
  },
  { name: 'openpgp-keys', value: 'FILE', help: 'Verify OpenPGP signatures against these armored public keys.' },
  {
    name: 'x509-authorities',
    value: 'FILE',
    help: 'Verify X.509 signatures (gpgsm, smimesign) by certificates that these authorities issued, in PEM.',
  },
  {
    name: 'require',
    value: 'WHAT',
    repeatable: true,
    choices: REQUIREMENTS,
    help: `What a revision has to prove: ${REQUIREMENTS.join(', ')}. Default: known-signer where signers are named.`,
  },
  { name: 'refuse', help: 'Compare nothing of a revision that does not prove it. Default: compare it, and say what it lacks.' },
];

/** The configuration with what the arguments say of provenance, which wins. Throws PlumblineError where a file cannot be read or holds something else. */
export async function addProvenanceOptions(config: Config, args: Arguments): Promise<Config> {
  const ssh = await readSigners(args, 'allowed-signers', 'ssh');
  const openpgp = await readSigners(args, 'openpgp-keys', 'openpgp');
  const x509 = await readSigners(args, 'x509-authorities', 'x509');
  const require = args.texts('require').flatMap((name) => REQUIREMENTS.find((known) => known === name) ?? []);
  const signers = { ...config.provenance?.signers, ...ssh, ...openpgp, ...x509 };
  const provenance = {
    ...config.provenance,
    ...(Object.keys(signers).length > 0 ? { signers } : {}),
    ...(require.length > 0 ? { require } : {}),
    ...(args.has('refuse') ? { onViolation: 'refuse' as const } : {}),
  };
  if (Object.keys(provenance).length === 0) return config;
  if (provenance.require?.includes('known-signer') && Object.keys(signers).every((kind) => kind === 'sshRevoked'))
    throw usageError(
      'check',
      '--require known-signer: nobody is known; name signers with --allowed-signers, --openpgp-keys or --x509-authorities',
    );
  return { ...config, provenance };
}

type SignerKind = 'ssh' | 'openpgp' | 'x509';

async function readSigners(args: Arguments, option: string, key: SignerKind): Promise<Partial<Record<SignerKind, string>>> {
  const file = args.text(option);
  if (file === undefined) return {};
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new PlumblineError('config', `--${option} ${file} cannot be read: ${messageOf(error)}`);
  });
  const parsed = provenanceSchema.safeParse({ signers: { [key]: text } });
  if (parsed.success) return { [key]: text };
  throw new PlumblineError('config', `${file}: ${parsed.error.issues.map(({ message }) => message).join('; ')}`);
}
