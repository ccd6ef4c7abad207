import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPublicAddress, lookUpPublic, PrivateAddress, refusePrivateUrl } from '../../functions/io/requests/public-addresses.ts';

describe('a host that somebody else than the operator named', () => {
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'fd00:ec2::254',
    'fe80::1',
    '::ffff:10.0.0.1',
    'no address',
  ])
    it(`is no public one at ${address}`, () => assert.equal(isPublicAddress(address), false));

  for (const address of ['140.82.121.4', '8.8.8.8', '2606:50c0:8000::153'])
    it(`may be asked at ${address}`, () => assert.equal(isPublicAddress(address), true));

  it('is refused by the address in its URL, where no name is looked up', () => {
    assert.throws(() => refusePrivateUrl('https://169.254.169.254/latest'), PrivateAddress);
    assert.throws(() => refusePrivateUrl('https://[::1]:8443/x'), PrivateAddress);
    assert.throws(() => refusePrivateUrl('https://0x7f000001/x'), PrivateAddress);
    refusePrivateUrl('https://git.example.com/x');
  });

  it('is refused when its name leads to this machine', async () => {
    const failure = await new Promise((resolve) => lookUpPublic('localhost', {}, (error) => resolve(error)));
    assert.ok(failure instanceof PrivateAddress);
  });
});
