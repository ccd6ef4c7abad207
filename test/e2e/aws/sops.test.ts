import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CreateKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { readDesired } from '../../../functions/io/desired/desired.ts';
import { createKmsDataKeys } from '../../../functions/io/sops/kms-data-keys.ts';
import { readFixture } from '../../core/sops/fixtures/fixtures.ts';
import { makeRepository } from '../../support/git-repository.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';

const obtained = await obtainMoto();

describe('a file of sops whose data key KMS keeps', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let moto: Moto;
  let kms: KMSClient;
  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    kms = new KMSClient(moto.client);
  });
  after(async () => {
    kms?.destroy();
    await moto?.stop();
  });

  it('is read in the clear with the key and the context it was encrypted with, and with no other', async (t) => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const arn = KeyMetadata?.Arn ?? assert.fail();
    const { text, key } = readFixture('whole.enc.yaml');
    const context = { stage: 'prod', team: 'shop' };
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: arn, Plaintext: key, EncryptionContext: context }));
    const enc = Buffer.from(CiphertextBlob ?? assert.fail()).toString('base64');
    const ours = text.replace(/arn:aws:kms:\S+/, arn).replace(/enc: \S+/, `enc: ${enc}`);
    const settings = { endpoint: moto.endpoint, credentials: async () => moto.client.credentials };
    const read = async (content: string, keys: readonly string[]) => {
      const source = {
        id: 'a',
        url: makeRepository(t, { 'a.yaml': content }),
        revision: 'HEAD',
        path: '',
        defaultNamespace: 'shop',
        worktree: false,
      };
      return (await readDesired([source], { cacheDir: '/nonexistent', readDataKey: createKmsDataKeys(keys, settings) })).desired;
    };
    assert.deepEqual(
      (await read(ours, [arn])).objects.map(({ kind, name }) => `${kind} ${name}`),
      ['Deployment web'],
    );
    assert.equal((await read(ours.replace('team: shop', 'team: other'), [arn])).unchecked[0]?.reason, 'encrypted');
    const { KeyMetadata: other } = await kms.send(new CreateKeyCommand({}));
    assert.equal((await read(ours, [other?.Arn ?? ''])).unchecked[0]?.reason, 'encrypted');
  });
});
