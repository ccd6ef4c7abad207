import { BlockList, isIP } from 'node:net';

/** Whom an address belongs to. `forbidden`: this machine, its link and the metadata of its cloud; nothing there is a host of charts. */
export type AddressClass = 'public' | 'private' | 'forbidden';

const FORBIDDEN = build(
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 127],
  ['fe80::', 10],
  ['ff00::', 8],
  ['fd00:ec2::', 32], // metadata of EC2
  ['64:ff9b::', 96], // IPv4 in another dress
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['2001::', 32],
);
const PRIVATE = build(['10.0.0.0', 8], ['100.64.0.0', 10], ['172.16.0.0', 12], ['192.168.0.0', 16], ['198.18.0.0', 15], ['fc00::', 7]);

/** Judges an IP address, also one of IPv4 inside IPv6. */
export function judgeAddress(address: string): AddressClass {
  const family = isIP(address);
  if (family === 0) return 'forbidden';
  const type = family === 6 ? 'ipv6' : 'ipv4';
  if (FORBIDDEN.check(address, type)) return 'forbidden';
  return PRIVATE.check(address, type) ? 'private' : 'public';
}

function build(...subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, isIP(net) === 6 ? 'ipv6' : 'ipv4');
  return list;
}
