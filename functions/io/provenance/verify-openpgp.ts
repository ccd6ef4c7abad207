import type { PublicKey, SignaturePacket, Subkey } from 'openpgp';
import { messageOf } from '../../core/errors.ts';
import { checkOpenPgpForm } from '../../core/provenance/check-openpgp-form.ts';
import type { Signature } from '../../core/provenance/provenance.ts';
import type { SignatureVerifier, Signed, Trust } from './signature-verifier.ts';

/** Loaded when the first such signature is met: most repositories have none, and it is as large as all else that a check reads git with. */
type OpenPgp = typeof import('openpgp');

/** OpenPGP signatures against the operator's public keys, judged as gpg does: a key or signature that has expired or was revoked by now is good no longer. */
export const openpgpVerifier: SignatureVerifier = {
  format: 'openpgp',
  begins: '-----BEGIN PGP ',
  verify: async (signed, trust) => {
    if (trust.signers.openpgp === undefined)
      return { result: 'unknown-signer', format: 'openpgp', reason: 'it has an OpenPGP signature, and no OpenPGP key is trusted' };
    const openpgp = await import('openpgp');
    return verifyOpenPgp(openpgp, signed, trust, trust.signers.openpgp);
  },
};

/** A key of the operator's that can have made a signature: a primary key, or one of its subkeys. */
interface Candidate {
  readonly primary: PublicKey;
  readonly part: PublicKey | Subkey;
}

async function verifyOpenPgp(openpgp: OpenPgp, signed: Signed, trust: Trust, keys: string): Promise<Signature> {
  const format = 'openpgp';
  const read = await readPacket(openpgp, signed.armored);
  if (typeof read === 'string') return { result: 'bad', format, reason: `its OpenPGP signature cannot be read: ${read}` };
  const { packet, named } = read;
  const issuer = packet.issuerFingerprint === null ? packet.issuerKeyID.toHex() : Buffer.from(packet.issuerFingerprint).toString('hex');
  const candidate = findCandidate(await readKeys(openpgp, keys), packet);
  if (candidate === undefined)
    return {
      result: 'unknown-signer',
      format,
      fingerprint: issuer.toUpperCase(),
      reason: 'the key that signed it is none that is trusted',
    };
  const { primary, part } = candidate;
  const signer = (await primary.getPrimaryUser().catch(() => undefined))?.user.userID?.userID ?? primary.users[0]?.userID?.userID;
  const known = { format, fingerprint: part.getFingerprint().toUpperCase(), ...(signer ? { signer } : {}) } as const;
  if (named.some((name) => !part.getFingerprint().endsWith(name)))
    return { ...known, result: 'bad', reason: 'its OpenPGP signature names another key than the one that made it' };
  try {
    const message = await openpgp.createMessage({ binary: signed.payload });
    const [literal] = message.packets;
    if (literal === undefined) throw new Error('nothing was signed');
    // Without a date: when it was made, and whether it has expired since, is judged below.
    await packet.verify(part.keyPacket, openpgp.enums.signature.binary, literal, null as unknown as Date, true);
  } catch (error) {
    return { ...known, ...explainFailure(messageOf(error)) };
  }
  const problem = await judgeTimes(openpgp, candidate, packet, new Date(trust.now));
  return { ...known, ...(problem ?? { result: 'good', reason: 'a trusted key made it' }) };
}

/** The one signature in the armor and the keys that it names unsigned, or what is wrong with it. */
async function readPacket(
  openpgp: OpenPgp,
  armored: string,
): Promise<{ readonly packet: SignaturePacket; readonly named: readonly string[] } | string> {
  try {
    const named = checkOpenPgpForm(armored);
    const { packets } = await openpgp.readSignature({ armoredSignature: armored });
    const [packet, ...others] = packets;
    if (packet === undefined || others.length > 0) return 'it is no single signature';
    return packet.signatureType === openpgp.enums.signature.binary ? { packet, named } : 'it is not one of a file';
  } catch (error) {
    return messageOf(error);
  }
}

/** What cannot be read trusts nobody; the configuration was checked before. */
async function readKeys(openpgp: OpenPgp, text: string): Promise<PublicKey[]> {
  const blocks = text.match(/-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*?-----END PGP PUBLIC KEY BLOCK-----/g) ?? [];
  const read = await Promise.all(blocks.map((armoredKeys) => openpgp.readKeys({ armoredKeys }).catch(() => [])));
  return read.flat().map((key) => key.toPublic());
}

function findCandidate(keys: readonly PublicKey[], packet: SignaturePacket): Candidate | undefined {
  const fingerprint = packet.issuerFingerprint === null ? undefined : Buffer.from(packet.issuerFingerprint).toString('hex');
  return keys
    .flatMap((primary) => [primary, ...primary.subkeys].map((part): Candidate => ({ primary, part })))
    .find(({ part }) => (fingerprint === undefined ? part.getKeyID().equals(packet.issuerKeyID) : part.getFingerprint() === fingerprint));
}

/** Of the words of openpgp.js only those are told that say nothing but why. */
function explainFailure(message: string): Pick<Signature, 'result' | 'reason'> {
  if (/insecure|unknown critical|unsupported|too weak|not support/i.test(message))
    return { result: 'unsupported', reason: 'its OpenPGP signature is made in a way that is too weak or not known' };
  return { result: 'bad', reason: 'the signature is not of this commit: one of the two was changed' };
}

async function judgeTimes(
  openpgp: OpenPgp,
  { primary, part }: Candidate,
  packet: SignaturePacket,
  now: Date,
): Promise<Pick<Signature, 'result' | 'reason'> | undefined> {
  const isSubkey = part !== primary;
  if ((await primary.isRevoked(undefined, undefined, now)) || (isSubkey && (await isRevokedSubkey(part as Subkey, now))))
    return { result: 'revoked', reason: 'the key that signed it was revoked' };
  if (packet.getExpirationTime() <= now)
    return { result: 'expired', reason: `the signature was good until ${formatTime(packet.getExpirationTime())}` };
  for (const key of isSubkey ? [primary, part] : [primary]) {
    const end = await key.getExpirationTime();
    if (end instanceof Date && end <= now) return { result: 'expired', reason: `the key that signed it was good until ${formatTime(end)}` };
  }
  try {
    await primary.getSigningKey(part.getKeyID(), packet.created ?? now, undefined, openpgp.config);
    return undefined;
  } catch {
    return { result: 'unsupported', reason: 'the key that signed it may not sign, or was not good at the time' };
  }
}

async function isRevokedSubkey(subkey: Subkey, now: Date): Promise<boolean> {
  const [binding] = subkey.bindingSignatures;
  return binding === undefined || subkey.isRevoked(binding, subkey.keyPacket, now);
}

function formatTime(time: Date | number): string {
  return time instanceof Date ? time.toISOString().slice(0, 10) : 'ever';
}
