import * as z from 'zod';
import { parseAllowedSigners } from '../provenance/parse-allowed-signers.ts';
import { parseSshKey } from '../provenance/parse-ssh-key.ts';
import { REQUIREMENTS } from '../provenance/provenance.ts';

const PUBLIC_KEYS = /^\s*(?:-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]+?-----END PGP PUBLIC KEY BLOCK-----\s*)+$/;

const CERTIFICATES = /^\s*(?:-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$/;

const allowedSigners = z
  .string()
  .check(({ value, issues }) => {
    const parsed = parseAllowedSigners(value);
    if (parsed.type === 'read' && parsed.signers.length > 0) return;
    const message = parsed.type === 'invalid' ? `line ${parsed.line} of the allowed signers: ${parsed.message}` : 'it allows no signer';
    issues.push({ code: 'custom', message, input: value });
  })
  .describe('Allowed signers, as ssh-keygen(1) has them, inline. Times without `Z` are UTC.');

const revokedKeys = z
  .string()
  .refine((text) => text.split(/\r?\n/).every(isRevokedLine), 'public SSH keys, one a line, like "ssh-ed25519 AAAA…"')
  .describe('Public SSH keys that count no longer, one a line, whatever the allowed signers say.');

const publicKeys = z
  .string()
  .refine((text) => !text.includes('PRIVATE KEY'), {
    error: 'this is a private key: take it out of the file, and count it as known',
    abort: true,
  })
  .refine((text) => PUBLIC_KEYS.test(text), 'armored OpenPGP public keys, as `gpg --armor --export` writes them')
  .describe('Armored OpenPGP public keys, as `gpg --armor --export` writes them.');

const authorities = z
  .string()
  .refine((text) => !text.includes('PRIVATE KEY'), {
    error: 'this is a private key: take it out of the file, and count it as known',
    abort: true,
  })
  .refine((text) => CERTIFICATES.test(text), 'certificates in PEM, with `-----BEGIN CERTIFICATE-----`')
  .describe(
    'Certificates of authorities, in PEM. Whoever they issued a certificate for is a trusted signer, by the mail address or URI in it: `principals` says which of them count.',
  );

const api = z
  .string()
  .refine(
    (text) => /^https:\/\/[^@\s]+$|^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/][^@\s]*$/.test(text),
    'an https URL without a credential',
  )
  .describe('Address of its API. Default: the one of the host of the repository.');

const requestKeys = {
  require: z
    .array(z.enum(REQUIREMENTS))
    .describe(
      '`signed`: it carries a signature that is not wrong. `known-signer`: a trusted signer made it. `pull-request`: it came by a merged pull request. `kept-history`: what was compared before is still in its history. Default: `known-signer` where signers are named.',
    ),
  onViolation: z
    .enum(['report', 'refuse'])
    .describe('`report`: the revision is compared, and the report says what it lacks. `refuse`: it is not compared. Default: `report`.'),
  principals: z.array(z.string().min(1)).describe('Signers that count, `*`, `?` and `!` as in OpenSSH. Empty: every trusted signer.'),
  forge: z
    .strictObject({ type: z.enum(['github', 'gitlab']), api: api.optional() })
    .describe(
      'Who is asked for pull requests, with the token of the source. Default: the host of the repository, where it is GitHub or GitLab.',
    ),
};

/** What a source has to prove. */
export const provenanceRequestSchema = z.strictObject(requestKeys).partial();

/** What every source has to prove, and whose signatures count. They never come from the revision that is judged. */
export const provenanceSchema = z.strictObject({
  signers: z
    .strictObject({
      ssh: allowedSigners.optional(),
      sshRevoked: revokedKeys.optional(),
      openpgp: publicKeys.optional(),
      x509: authorities.optional(),
    })
    .optional()
    .describe('Whose signatures count.'),
  ...provenanceRequestSchema.shape,
});

function isRevokedLine(line: string): boolean {
  const text = line.trim();
  const [type, base64] = text.split(/\s+/, 2);
  return text === '' || text.startsWith('#') || parseSshKey(type, base64) !== undefined;
}
