import { type Asn1Element, CONTEXT, INTEGER, OCTET_STRING, partOf, readAsn1, readOid, SEQUENCE, SET } from './read-asn1.ts';

/** A detached signature in CMS (RFC 5652), as gpgsm, smimesign, gitsign and `openssl cms` make it: one signer, and attributes that are signed. */
export interface CmsSignature {
  /** Names of Node, such as `sha256`; undefined for one that is not verified, SHA-1 among them. */
  readonly digest: string | undefined;
  /** What was signed: the attributes, as a SET. */
  readonly attributes: Buffer;
  /** Of the object, as the attributes say. */
  readonly messageDigest: Buffer;
  readonly algorithm: string;
  readonly value: Buffer;
  /** Issuer and serial number of the certificate that signed, or its subject key identifier; in DER. */
  readonly signer: { readonly issuer: Buffer; readonly serial: Buffer } | { readonly keyId: Buffer };
  /** In DER, in no order. */
  readonly certificates: readonly Buffer[];
}

const ARMOR = /^-----BEGIN SIGNED MESSAGE-----\r?\n((?:[A-Za-z0-9+/]{1,76}={0,2}\r?\n)+)-----END SIGNED MESSAGE-----\r?\n?$/;
const LONGEST = 1_000_000;

/** [0], of bytes. */
const KEY_ID = 0x80;
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const DATA = '1.2.840.113549.1.7.1';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';

const DIGESTS: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Takes an armored signature apart. Throws an Error in words where it is not what git's signers write. */
export function readCms(armored: string): CmsSignature {
  const message = readAsn1(readArmor(armored));
  if (message.tag !== SEQUENCE || message.parts.length !== 2 || readOid(message.parts[0]) !== SIGNED_DATA)
    throw new Error('it is no signed message');
  const signedData = partOf(partOf(message, 1, CONTEXT), 0, SEQUENCE);
  const content = partOf(signedData, 2, SEQUENCE);
  if (!isVersion(signedData) || readOid(content.parts[0]) !== DATA || content.parts.length !== 1)
    throw new Error('it holds a message of its own');
  const [info, ...others] = partOf(signedData, signedData.parts.length - 1, SET).parts;
  if (info?.tag !== SEQUENCE || others.length > 0) throw new Error('it is not of one signer');
  const digests = partOf(signedData, 1, SET);
  if (digests.parts.length !== 1 || readOid(partOf(digests, 0, SEQUENCE).parts[0]) !== readOid(partOf(info, 2, SEQUENCE).parts[0]))
    throw new Error('it has other digests than the one of its signer');
  const certificates = signedData.parts[3]?.tag === CONTEXT ? signedData.parts[3].parts : [];
  return { ...readSigner(info), certificates: certificates.map(({ whole }) => whole) };
}

function readArmor(armored: string): Buffer {
  const base64 = armored.length > LONGEST ? '' : (ARMOR.exec(armored)?.[1] ?? '').replaceAll(/\s/g, '');
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length === 0 || bytes.toString('base64') !== base64) throw new Error('its armor is damaged');
  return bytes;
}

/** 1 or 3, as the certificate is named (RFC 5652, 5.1). */
function isVersion(element: Asn1Element): boolean {
  const { content } = partOf(element, 0, INTEGER);
  return content.length === 1 && (content[0] === 1 || content[0] === 3);
}

function readSigner(info: Asn1Element): Omit<CmsSignature, 'certificates'> {
  const [, sid, , attributes] = info.parts;
  if ((sid?.tag !== SEQUENCE && sid?.tag !== KEY_ID) || attributes?.tag !== CONTEXT || !isVersion(info))
    throw new Error('it has no signed attributes');
  if (readOid(singleValue(attributes, CONTENT_TYPE)) !== DATA) throw new Error('it is of something else than a file');
  return {
    digest: DIGESTS[readOid(partOf(info, 2, SEQUENCE).parts[0])],
    // RFC 5652, 5.4: signed is the SET, not the field that holds it.
    attributes: Buffer.concat([Buffer.from([0x31]), attributes.whole.subarray(1)]),
    messageDigest: singleValue(attributes, MESSAGE_DIGEST).content,
    algorithm: readOid(partOf(info, 4, SEQUENCE).parts[0]),
    value: partOf(info, 5, OCTET_STRING).content,
    signer:
      sid.tag === KEY_ID ? { keyId: sid.content } : { issuer: partOf(sid, 0, SEQUENCE).whole, serial: partOf(sid, 1, INTEGER).content },
  };
}

/** An attribute that stands there once, with one value. */
function singleValue(attributes: Asn1Element, type: string): Asn1Element {
  const [attribute, ...others] = attributes.parts.filter(({ parts }) => readOid(parts[0]) === type);
  const values = attribute && others.length === 0 ? partOf(attribute, 1, SET).parts : [];
  const [value] = values;
  if (value === undefined || values.length !== 1) throw new Error('a signed attribute is missing, or is there twice');
  return value;
}
