import { lookup as resolveName } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** What may be no public host: this machine, private and shared networks, link-local (where clouds keep their metadata), multicast, reserved. */
const REFUSED = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  REFUSED.addSubnet(network, prefix, 'ipv4');
/** Of IPv6 only what is global unicast is public, and of that not what embeds an IPv4 address or is set apart. */
const GLOBAL = new BlockList();
GLOBAL.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  REFUSED.addSubnet(network, prefix, 'ipv6');

/** True for an address that anybody on the internet may reach; false for text that is no address. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  switch (isIP(bare)) {
    case 4:
      return !REFUSED.check(bare, 'ipv4');
    case 6:
      return GLOBAL.check(bare, 'ipv6') && !REFUSED.check(bare, 'ipv6');
    default:
      return false;
  }
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
