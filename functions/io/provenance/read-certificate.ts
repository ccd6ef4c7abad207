import { type KeyObject, X509Certificate } from 'node:crypto';
import {
  type Asn1Element,
  BIT_STRING,
  CONTEXT,
  INTEGER,
  OCTET_STRING,
  partOf,
  readAsn1,
  readOid,
  SEQUENCE,
} from '../../core/provenance/read-asn1.ts';

/** A certificate, with what Node does not tell of it. */
export interface Certificate {
  readonly x509: X509Certificate;
  readonly publicKey: KeyObject;
  /** DER of the name of its issuer. */
  readonly issuer: Buffer;
  readonly serial: Buffer;
  readonly keyId: Buffer | undefined;
  /** Mail addresses and URIs it was issued for. */
  readonly emails: readonly string[];
  readonly uris: readonly string[];
  /** May sign what is not a certificate. */
  readonly maySign: boolean;
  /** It, or what it issues, is for mail or code, or it does not say what for. */
  readonly isForPeople: boolean;
  readonly mayIssue: boolean;
  /** How many authorities may stand below it; undefined: any number. */
  readonly pathLength: number | undefined;
  /** Extensions that must be understood and are not. */
  readonly isConstrained: boolean;
  /** Issued by Fulcio of sigstore, which gitsign uses. */
  readonly isSigstore: boolean;
}

const EXTENSIONS = {
  keyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  names: '2.5.29.17',
  basic: '2.5.29.19',
  policies: '2.5.29.32',
  extendedUsage: '2.5.29.37',
};
const UNDERSTOOD: readonly string[] = Object.values(EXTENSIONS);
/** [3], made of parts. */
const EXTENSION_LIST = 0xa3;
const NAME_CONSTRAINTS = '2.5.29.30';
const SIGSTORE = '1.3.6.1.4.1.57264.1.';
/** Mail, code, anything (RFC 5280, 4.2.1.12). */
const SIGNING = ['1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.3', '2.5.29.37.0'];

interface Extension {
  readonly id: string;
  readonly isCritical: boolean;
  readonly value: Buffer;
}

/** Reads one in DER or PEM. Throws where it is none. */
export function readCertificate(text: Uint8Array | string): Certificate {
  const x509 = new X509Certificate(text);
  const body = partOf(readAsn1(x509.raw), 0, SEQUENCE);
  const at = body.parts[0]?.tag === CONTEXT ? 1 : 0;
  const extensions = (body.parts.find(({ tag }) => tag === EXTENSION_LIST)?.parts[0]?.parts ?? []).map(readExtension);
  const find = (id: string): Asn1Element | undefined => {
    const found = extensions.find((extension) => extension.id === id);
    return found && readAsn1(found.value);
  };
  const usage = find(EXTENSIONS.keyUsage);
  const extended = find(EXTENSIONS.extendedUsage)?.parts.map(readOid);
  const names = find(EXTENSIONS.names)?.parts ?? [];
  const length = find(EXTENSIONS.basic)?.parts.find(({ tag }) => tag === INTEGER);
  const textsOf = (tag: number): string[] => names.filter((name) => name.tag === tag).map(({ content }) => content.toString('latin1'));
  return {
    x509,
    publicKey: x509.publicKey,
    serial: partOf(body, at, INTEGER).content,
    issuer: partOf(body, at + 2, SEQUENCE).whole,
    keyId: find(EXTENSIONS.keyId)?.content,
    emails: textsOf(0x81),
    uris: textsOf(0x86),
    maySign: usage === undefined || hasBit(usage, 0) || hasBit(usage, 1),
    isForPeople: extended === undefined || extended.some((id) => SIGNING.includes(id)),
    mayIssue: x509.ca && (usage === undefined || hasBit(usage, 5)),
    pathLength: length === undefined ? undefined : readSmall(length),
    isConstrained: extensions.some(({ id, isCritical }) => id === NAME_CONSTRAINTS || (isCritical && !UNDERSTOOD.includes(id))),
    isSigstore: extensions.some(({ id }) => id.startsWith(SIGSTORE)),
  };
}

function readExtension({ parts }: Asn1Element): Extension {
  const value = parts.at(-1);
  if (value?.tag !== OCTET_STRING) throw new Error('an extension of a certificate is damaged');
  return { id: readOid(parts[0]), isCritical: parts.length > 2 && parts[1]?.content[0] !== 0, value: value.content };
}

/** The first byte of a bit string counts the bits that are not used. */
function hasBit({ tag, content }: Asn1Element, bit: number): boolean {
  return tag === BIT_STRING && ((content[1 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0;
}

function readSmall({ content }: Asn1Element): number {
  return content.length === 1 ? (content[0] ?? 0) : 0;
}
