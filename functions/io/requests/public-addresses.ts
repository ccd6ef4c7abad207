import { lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { judgeAddress } from '../rendering/judge-address.ts';

/** True for an address that anybody on the internet may reach; false for text that is no address. */
export function isPublicAddress(address: string): boolean {
  return judgeAddress(address.replace(/^\[|\]$/g, '')) === 'public';
}

/** A host that was named by somebody else than the operator, and is on no public address. */
export class PrivateAddress extends Error {
  constructor(host: string) {
    super(`${host} is on a private, local or reserved address; add it to \`repositories\` where that is right`);
    this.name = 'PrivateAddress';
  }
}

/** Throws PrivateAddress where a URL holds an address of that kind itself: no name is then looked up. */
export function refusePrivateUrl(url: string): void {
  const { hostname } = new URL(url);
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0 && !isPublicAddress(bare)) throw new PrivateAddress(hostname);
}

/** Resolves a name for a connection, and refuses it where any of its addresses is no public one: what is connected to is what was judged. */
export const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 4);
    const isRefused = addresses.length === 0 || addresses.some(({ address }) => !isPublicAddress(address));
    if (isRefused) return callback(new PrivateAddress(hostname), '', 4);
    if (options.all) return callback(null, addresses);
    callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
  });
};
