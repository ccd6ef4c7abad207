import type { Certificate } from './read-certificate.ts';

/** A certificate, and the authorities above it up to one that is trusted. */
export type Chain = readonly Certificate[];

const DEEPEST = 8;

/** The way from a certificate to one that is trusted, over others that came with it; undefined where there is none. Times are not judged. */
export function findChain(leaf: Certificate, others: readonly Certificate[], trusted: readonly Certificate[]): Chain | undefined {
  const isTrusted = ({ x509 }: Certificate): boolean => trusted.some((each) => each.x509.raw.equals(x509.raw));
  const extend = (chain: Chain): Chain | undefined => {
    const last = chain.at(-1);
    if (last === undefined) return undefined;
    if (isTrusted(last)) return chain;
    if (chain.length >= DEEPEST) return undefined;
    for (const issuer of [...trusted, ...others]) {
      if (chain.includes(issuer) || !isIssuedBy(last, issuer) || !leavesRoom(issuer, chain.length - 1)) continue;
      const found = extend([...chain, issuer]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return extend([leaf]);
}

function isIssuedBy({ x509 }: Certificate, issuer: Certificate): boolean {
  try {
    return issuer.mayIssue && x509.checkIssued(issuer.x509) && x509.verify(issuer.publicKey);
  } catch {
    // Signed in a way that is not known.
    return false;
  }
}

/** `below`: authorities between it and the certificate that signed. */
function leavesRoom({ pathLength }: Certificate, below: number): boolean {
  return pathLength === undefined || below <= pathLength;
}
