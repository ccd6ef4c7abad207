import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { encodeElement, encodeOid, encodeSequence, encodeTime } from './der.ts';

/** A certificate with its private key, both in PEM. */
export interface Certificate {
  readonly name: string;
  readonly cert: string;
  readonly key: string;
  readonly privateKey: KeyObject;
}

export interface CertificateRequest {
  readonly name: string;
  /** Host names and IPv4 addresses. */
  readonly hosts?: readonly string[];
  /** Kubernetes groups of a client certificate. */
  readonly organization?: string;
  /** Mail addresses of a person. */
  readonly emails?: readonly string[];
  /** It issues others. */
  readonly isAuthority?: true;
  /** Whole extensions, in DER. */
  readonly extensions?: readonly Uint8Array[];
  readonly from?: Date;
  readonly until?: Date;
}

const DAY = 86_400_000;
const ECDSA_SHA256 = encodeSequence(encodeOid('1.2.840.10045.4.3.2'));

/** A certificate authority for one test. */
export function createAuthority(name = 'test authority'): Certificate {
  return createCertificate({ name }, undefined);
}

/** A certificate signed by an authority, valid today unless told otherwise. */
export function issueCertificate(authority: Certificate, request: CertificateRequest): Certificate {
  return createCertificate(request, authority);
}

function createCertificate(request: CertificateRequest, authority: Certificate | undefined): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const from = request.from ?? new Date(Date.now() - DAY);
  const until = request.until ?? new Date(Date.now() + DAY);
  const content = encodeSequence(
    encodeElement(0xa0, encodeElement(0x02, Buffer.from([2]))),
    encodeElement(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_SHA256,
    encodeName(authority?.name ?? request.name, undefined),
    encodeSequence(encodeTime(from), encodeTime(until)),
    encodeName(request.name, request.organization),
    publicKey.export({ type: 'spki', format: 'der' }),
    encodeElement(0xa3, encodeSequence(...encodeExtensions(request, authority === undefined || request.isAuthority === true))),
  );
  const signature = sign('sha256', content, authority?.privateKey ?? privateKey);
  const der = encodeSequence(content, ECDSA_SHA256, encodeElement(0x03, Buffer.from([0]), signature));
  const cert = `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
  return { name: request.name, cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), privateKey };
}

function encodeName(name: string, organization: string | undefined): Buffer {
  const part = (oid: string, text: string) => encodeElement(0x31, encodeSequence(encodeOid(oid), encodeElement(0x0c, Buffer.from(text))));
  return encodeSequence(...(organization === undefined ? [] : [part('2.5.4.10', organization)]), part('2.5.4.3', name));
}

/** One extension of a certificate. */
export function encodeExtension(oid: string, content: Buffer, critical: 'critical' | 'other' = 'other'): Buffer {
  const mark = critical === 'critical' ? [encodeElement(0x01, Buffer.from([0xff]))] : [];
  return encodeSequence(encodeOid(oid), ...mark, encodeElement(0x04, content));
}

function encodeExtensions({ hosts = [], emails = [], extensions = [] }: CertificateRequest, isAuthority: boolean): Uint8Array[] {
  if (isAuthority) return [encodeExtension('2.5.29.19', encodeSequence(encodeElement(0x01, Buffer.from([0xff])))), ...extensions];
  const names = [
    ...hosts.map((host) =>
      isIPv4(host) ? encodeElement(0x87, Buffer.from(host.split('.').map(Number))) : encodeElement(0x82, Buffer.from(host)),
    ),
    ...emails.map((email) => encodeElement(0x81, Buffer.from(email))),
  ];
  const own = names.length === 0 ? encodeExtension('2.5.29.19', encodeSequence()) : encodeExtension('2.5.29.17', encodeSequence(...names));
  return [own, ...extensions];
}
