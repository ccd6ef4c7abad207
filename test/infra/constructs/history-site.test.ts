import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { readPublicKey } from '../../../infra/constructs/history-site.ts';
import { listInstallation, type TemplateResource } from '../sample-installation.ts';

const CERTIFICATE = 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f';

describe('the site of the history', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-site-'));
  const file = join(folder, 'readers.pem');
  let resources: readonly TemplateResource[];
  before(() => {
    writeFileSync(file, generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }));
    // Throws where cdk-nag finds something.
    resources = listInstallation({ pages: { domain: 'drift.example.com', certificate: CERTIFICATE, publicKeys: [file] } });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const only = (type: string): TemplateResource => {
    const [first, ...others] = resources.filter((resource) => resource.type === type);
    assert.deepEqual(others, [], type);
    return first ?? assert.fail(`there is a ${type}`);
  };

  it('is not there unless it is asked for', () => {
    assert.deepEqual(
      listInstallation().filter(({ type }) => type.startsWith('AWS::CloudFront')),
      [],
    );
  });

  it('shows history and reports to whom a key of the group signed for, and nothing else of the bucket to anybody', () => {
    const { DistributionConfig: config } = only('AWS::CloudFront::Distribution').properties;
    const group = [{ Ref: only('AWS::CloudFront::KeyGroup').id }];
    assert.deepEqual(
      config.CacheBehaviors.map((behavior: Record<string, unknown>) => [
        behavior['PathPattern'],
        JSON.stringify(behavior['TrustedKeyGroups']).includes(group[0]?.Ref ?? ''),
      ]),
      [
        ['history/*', true],
        ['reports/*', true],
      ],
    );
    for (const behavior of [config.DefaultCacheBehavior, ...config.CacheBehaviors]) {
      assert.equal(behavior.ViewerProtocolPolicy, 'https-only');
      assert.deepEqual(behavior.AllowedMethods, ['GET', 'HEAD']);
    }
    assert.equal(config.DefaultCacheBehavior.FunctionAssociations[0].EventType, 'viewer-request');
    assert.deepEqual([config.ViewerCertificate.MinimumProtocolVersion, config.Aliases], ['TLSv1.2_2021', ['drift.example.com']]);
    assert.equal(only('AWS::CloudFront::PublicKey').properties.PublicKeyConfig.EncodedKey, readFileSync(file, 'utf8'));
  });

  it('leaves every bucket private, and lets CloudFront read for that distribution alone, under two folders', () => {
    for (const bucket of resources.filter(({ type }) => type === 'AWS::S3::Bucket'))
      assert.deepEqual(Object.values(bucket.properties.PublicAccessBlockConfiguration), [true, true, true, true], bucket.id);
    const distribution = only('AWS::CloudFront::Distribution').id;
    const allowed = resources
      .filter(({ type }) => type === 'AWS::S3::BucketPolicy' || type === 'AWS::KMS::Key')
      .flatMap(({ properties }) => (properties.PolicyDocument ?? properties.KeyPolicy).Statement)
      .filter(({ Principal }) => Principal.Service === 'cloudfront.amazonaws.com');
    assert.deepEqual(allowed.map(({ Action }) => Action).sort(), ['kms:Decrypt', 's3:GetObject']);
    const [read, decrypt] = [
      allowed.find(({ Action }) => Action === 's3:GetObject'),
      allowed.find(({ Action }) => Action === 'kms:Decrypt'),
    ];
    assert.deepEqual(
      read.Resource.map((resource: unknown) => /"(\/[^"]*)"\]\]\}$/.exec(JSON.stringify(resource))?.[1]),
      ['/history/*', '/reports/*'],
    );
    assert.match(JSON.stringify(read.Condition), new RegExp(`^\\{"StringEquals":\\{"AWS:SourceArn":.*"${distribution}"`));
    assert.match(JSON.stringify(decrypt.Condition), /^\{"ArnLike":\{"AWS:SourceArn":.*distribution\/\*"/);
    const { OriginAccessControlConfig: access } = only('AWS::CloudFront::OriginAccessControl').properties;
    assert.deepEqual([access.SigningBehavior, access.SigningProtocol], ['always', 'sigv4']);
  });

  it('refuses a key that is none, a certificate of another region, and a domain that is an address', () => {
    writeFileSync(join(folder, 'bad.pem'), '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n');
    assert.throws(() => readPublicKey(join(folder, 'bad.pem')), /is no public key: write it with/);
    const pages = { domain: 'drift.example.com', certificate: CERTIFICATE, publicKeys: [file] };
    for (const wrong of [
      { certificate: CERTIFICATE.replace('us-east-1', 'eu-west-1') },
      { domain: 'https://drift.example.com' },
      { publicKeys: [] },
    ])
      assert.throws(() => listInstallation({ pages: { ...pages, ...wrong } }), /context\.pages\./);
  });
});

interface EdgeResponse {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, { readonly value: string }>>;
  readonly cookies?: Readonly<Record<string, { readonly value: string; readonly attributes: string }>>;
}

describe('what CloudFront answers where nothing is shown', () => {
  const code = readFileSync(resolve(import.meta.dirname, '../../../infra/constructs/enter-history.js'), 'utf8');
  const answer = (uri: string, query: Readonly<Record<string, string>> = {}): EdgeResponse => {
    const querystring = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, { value }]));
    const event = { request: { uri, querystring, method: 'GET' } };
    return JSON.parse(runInNewContext(`${code}; JSON.stringify(handler(event))`, { event })) as EdgeResponse;
  };

  it('puts a signed link into cookies that no script reads and no plain request carries, and leads to the page', () => {
    const { statusCode, headers, cookies = {} } = answer('/enter', { p: 'eyJTd~-_', s: 'Abc__', k: 'K2JCJMDEHXQW5F' });
    assert.deepEqual([statusCode, headers?.['location']?.value], [302, '/history/index.html']);
    assert.deepEqual(
      Object.entries(cookies).map(([name, { value }]) => `${name}=${value}`),
      ['CloudFront-Policy=eyJTd~-_', 'CloudFront-Signature=Abc__', 'CloudFront-Key-Pair-Id=K2JCJMDEHXQW5F'],
    );
    for (const { attributes } of Object.values(cookies)) assert.equal(attributes, 'Secure; HttpOnly; SameSite=Lax; Path=/');
  });

  it('takes no cookie that could end a header, and none where one is missing', () => {
    for (const query of [
      { p: 'a\r\nSet-Cookie: x', s: 'b', k: 'c' },
      { p: 'a', s: 'b;c', k: 'd' },
      { p: 'a', s: 'b' },
      { p: 'a'.repeat(3000), s: 'b', k: 'c' },
    ])
      assert.deepEqual(answer('/enter', query), { statusCode: 400, statusDescription: 'Bad Request' });
  });

  it('leads everybody else to the page, and lets no other path through to the bucket', () => {
    for (const uri of ['/', '/gates/x.json', '/History/index.html', '//history/index.html']) {
      const { statusCode, cookies } = answer(uri, { p: 'a', s: 'b', k: 'c' });
      assert.deepEqual([statusCode, cookies], [302, undefined], uri);
    }
  });
});
