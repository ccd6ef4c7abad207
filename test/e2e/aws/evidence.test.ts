import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CreateAliasCommand, CreateKeyCommand, type KeySpec, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { openS3ReportStore } from '../../../functions/io/s3-report-store.ts';
import { makeFolder } from '../../support/git-repository.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';
import { buildVariedReport } from '../../support/sample-reports.ts';

const obtained = await obtainMoto();
const PROGRAM = join(import.meta.dirname, '../../../functions/cli/bin.js');

describe('evidence that a key of KMS signs', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let moto: Moto;
  let kms: KMSClient;
  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    kms = new KMSClient(moto.client);
    const client = new S3Client(moto.client);
    await client.send(new CreateBucketCommand({ Bucket: 'kept', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
    await openS3ReportStore(client, { bucket: 'kept', prefix: '' }).store(buildVariedReport());
    client.destroy();
  });
  after(async () => {
    kms?.destroy();
    await moto?.stop();
  });

  const run = (args: readonly string[]) =>
    new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      const { accessKeyId, secretAccessKey } = moto.client.credentials;
      const env = {
        PATH: process.env['PATH'],
        AWS_ENDPOINT_URL: moto.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
      };
      execFile(process.execPath, [PROGRAM, ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, stdout, stderr }),
      );
    });
  const createKey = async (spec: KeySpec): Promise<string> => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ KeySpec: spec, KeyUsage: 'SIGN_VERIFY' }));
    return KeyMetadata?.Arn ?? assert.fail();
  };

  for (const [spec, algorithm] of [
    ['ECC_NIST_P256', 'ECDSA_SHA_256'],
    ['RSA_2048', 'RSASSA_PSS_SHA_256'],
  ] as const) {
    it(`is made from a bucket, signed with ${algorithm}, and verified against that key and no other`, async (t) => {
      const [key, other] = [await createKey(spec), await createKey(spec)];
      const file = join(makeFolder(t), 'a.zip');
      const made = await run(['evidence', 'prod-eu', '--from', 's3://kept', '--kms-key', key, '--output-file', file]);
      assert.equal(made.code, 0, made.stderr);
      const verified = await run(['verify-evidence', file, '--kms-key', key]);
      assert.equal(verified.code, 0, verified.stdout + verified.stderr);
      assert.ok(verified.stdout.includes(`signed by ${key} (${algorithm}): the trusted key`), verified.stdout);
      const refused = await run(['verify-evidence', file, '--kms-key', other]);
      assert.deepEqual([refused.code, /public-key\.pem: it is another than the trusted key/.test(refused.stdout)], [1, true]);
      const bytes = readFileSync(file);
      bytes[bytes.indexOf('"verdict"', bytes.indexOf('report.json{')) + 2] = 0x58;
      writeFileSync(file, bytes);
      const changed = await run(['verify-evidence', file, '--kms-key', key]);
      assert.deepEqual([changed.code, /report\.json: it was changed/.test(changed.stdout)], [1, true]);
    });
  }

  it('takes an alias for the key that it stands for', async (t) => {
    const key = await createKey('ECC_NIST_P256');
    await kms.send(new CreateAliasCommand({ AliasName: 'alias/audit', TargetKeyId: key.split('/')[1] }));
    const alias = key.replace(/key\/.*/, 'alias/audit');
    const file = join(makeFolder(t), 'a.zip');
    const made = await run(['evidence', 'prod-eu', '--from', 's3://kept', '--kms-key', alias, '--output-file', file]);
    assert.equal(made.code, 0, made.stderr);
    assert.equal((await run(['verify-evidence', file, '--kms-key', key])).code, 0);
  });

  it('says what to do where the key is not there or cannot sign', async (t) => {
    const file = join(makeFolder(t), 'a.zip');
    const make = (key: string) => run(['evidence', 'prod-eu', '--from', 's3://kept', '--kms-key', key, '--output-file', file]);
    const absent = await make('arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000000');
    assert.equal(absent.code, 2);
    assert.match(absent.stderr, /KMS refused the key arn:\S+: NotFoundException[\s\S]*Is the ARN right/);
    const curve = await make(await createKey('ECC_NIST_P384'));
    assert.equal(curve.code, 2);
    assert.match(curve.stderr, /does not sign with ECDSA_SHA_256 or RSASSA_PSS_SHA_256/);
  });
});
