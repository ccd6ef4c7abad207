import type { PeerCertificate } from 'node:tls';
import { messageOf } from '../../core/errors.ts';
import { RequestError } from './request-error.ts';

/** What was being done when a connection failed. `certificate`: what the server showed, where TLS got that far. */
export interface FailedConnection {
  readonly server: URL;
  readonly certificate: PeerCertificate | undefined;
  readonly now: Date;
}

type Explain = (failed: FailedConnection, error: Error) => readonly [message: string, advice: string];

const UNKNOWN_CA: Explain = ({ certificate }) => [
  `its certificate is signed by an authority this kubeconfig does not trust${certificate ? ` (${certificate.issuer?.CN ?? 'unnamed'})` : ''}`,
  'set certificate-authority(-data) of the cluster entry to the CA of this API server; if the cluster was recreated, fetch its kubeconfig again',
];
const NO_ROUTE: Explain = ({ server }) => [
  'no route to it, or nobody answers there',
  `check that a VPN or proxy-url is not needed, and that a firewall lets you reach ${server.host}`,
];
const CLIENT_CERTIFICATE: Explain = () => [
  'it refused the client certificate in the TLS handshake',
  'the client certificate may have expired or belong to another cluster; fetch the kubeconfig again',
];

const EXPLANATIONS: Readonly<Record<string, Explain>> = {
  ECONNREFUSED: ({ server }) => [
    'connection refused',
    `check that the API server runs and that "server: ${server.origin}" of the cluster entry is right`,
  ],
  ENOTFOUND: ({ server }) => [
    `the name ${server.hostname} does not resolve`,
    'check "server:" of the cluster entry; a private endpoint resolves only inside its network (VPN)',
  ],
  EAI_AGAIN: ({ server }) => [`the name ${server.hostname} could not be resolved just now`, 'check the network and its DNS server'],
  ETIMEDOUT: NO_ROUTE,
  EHOSTUNREACH: NO_ROUTE,
  ENETUNREACH: NO_ROUTE,
  CERT_HAS_EXPIRED: ({ certificate, now }) => [
    `its certificate has expired${certificate ? ` on ${formatDate(certificate.valid_to)}` : ''}; this machine's clock says ${now.toISOString()}`,
    "renew the API server's certificate (kubeadm certs renew), or correct the clock if it is off",
  ],
  CERT_NOT_YET_VALID: ({ certificate, now }) => [
    `its certificate is not yet valid${certificate ? `, only from ${formatDate(certificate.valid_from)}` : ''}; this machine's clock says ${now.toISOString()}`,
    'the clock of this machine or of the API server may be off: compare both and correct the wrong one',
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: ({ server, certificate }) => [
    `its certificate is not for ${server.hostname}${certificate?.subjectaltname ? ` but for ${certificate.subjectaltname}` : ''}`,
    'use one of these names in "server:", or set tls-server-name of the cluster entry to one',
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_CA,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_CA,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_CA,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_CA,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_CA,
  CERT_SIGNATURE_FAILURE: UNKNOWN_CA,
  CERT_UNTRUSTED: UNKNOWN_CA,
  ERR_SSL_WRONG_VERSION_NUMBER: ({ server }) => [
    'it does not speak TLS on this port',
    `check the port of "server: ${server.origin}"; it may be plain http`,
  ],
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: CLIENT_CERTIFICATE,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: CLIENT_CERTIFICATE,
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: CLIENT_CERTIFICATE,
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: CLIENT_CERTIFICATE,
  ERR_PROXY_TUNNEL: (_failed, error) => [`the proxy did not open the way: ${error.message}`, 'check proxy-url of the cluster entry'],
};

/** Says in words why the API server could not be reached, and what to do about it. */
export function explainFailure(error: Error, failed: FailedConnection): RequestError {
  const wrongProtocol = codeOf(error) === 'EPROTO' && /wrong version number|packet length too long/.test(error.message);
  const explain = EXPLANATIONS[wrongProtocol ? 'ERR_SSL_WRONG_VERSION_NUMBER' : codeOf(error)];
  const [reason, advice] = explain ? explain(failed, error) : [messageOf(error), 'check the network between here and the API server'];
  return new RequestError('unreachable', `cannot reach the API server ${failed.server.origin}: ${reason}`, { advice });
}

/** The code that Node gives network and TLS errors, '' where there is none. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

function formatDate(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}
