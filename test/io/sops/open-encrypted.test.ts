import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { readDesired } from '../../../functions/io/desired/desired.ts';
import { createKmsDataKeys } from '../../../functions/io/sops/kms-data-keys.ts';
import type { ReadDataKey } from '../../../functions/io/sops/read-data-key.ts';
import { readFixture } from '../../core/sops/fixtures/fixtures.ts';
import { configMap, makeRepository } from '../../support/git-repository.ts';
import { openTestWorkbench } from '../../support/workbench.ts';

const { text: SECRET, key: KEY } = readFixture('secret.enc.yaml');
const ARN = 'arn:aws:kms:eu-central-1:123456789012:key/304e4756-f789-44e3-9910-a62c84d3aae8';
const give: ReadDataKey = async () => ({ type: 'key', key: KEY });

async function read(t: TestContext, files: Record<string, string>, readDataKey?: ReadDataKey) {
  const source = { id: 'apps', url: makeRepository(t, files), revision: 'HEAD', path: '', defaultNamespace: 'shop', worktree: false };
  return (await readDesired([source], { cacheDir: '/nonexistent', ...(readDataKey ? { readDataKey } : {}) })).desired;
}

/** KMS on the loopback interface, for the real client. */
async function startKms(t: TestContext, answer: (input: Record<string, unknown>) => object | string) {
  const asked: Record<string, unknown>[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const input = (await json(incoming)) as Record<string, unknown>;
    asked.push({ action: incoming.headers['x-amz-target'], ...input });
    const said = answer(input);
    outgoing.writeHead(typeof said === 'string' ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    outgoing.end(JSON.stringify(typeof said === 'string' ? { __type: said, message: 'hunter2 in plain' } : said));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'x' });
  return { asked, open: (keys: readonly string[]) => createKmsDataKeys(keys, { endpoint, credentials }) };
}

const reasonsOf = ({ objects }: Awaited<ReturnType<typeof read>>): string[] => [
  ...new Set(objects.flatMap(({ encrypted }) => encrypted?.reason ?? [])),
];

test('files whose data key can be had are read in the clear, and the others stay as they are', async (t) => {
  const { objects, unchecked } = await read(t, { 'a.yaml': SECRET, 'b.yaml': configMap('b') }, give);
  const [secret, settings, other] = objects;
  assert.deepEqual(secret?.body['data'], { '2': 'dHdv', '10': 'dGVu' });
  assert.deepEqual([settings?.encrypted?.reason, settings?.encrypted?.paths.length, other?.encrypted], [undefined, 2, undefined]);
  assert.deepEqual(unchecked, []);
});

test('a file that was changed without SOPS is named, and nothing of it is compared', async (t) => {
  const { objects, unchecked } = await read(t, { 'a.yaml': SECRET.replace('app: shop', 'app: other'), 'b.yaml': configMap('b') }, give);
  assert.deepEqual(
    [objects.map(({ name }) => name), unchecked.map(({ file, reason }) => `${file} ${reason}`)],
    [['b'], ['a.yaml encrypted']],
  );
  assert.match(unchecked[0]?.message ?? '', /MAC.*changed without SOPS/);
});

test('an object whose kind and name are encrypted too is there once the key is', async (t) => {
  const { text, key } = readFixture('whole.enc.yaml');
  const sealed = await read(t, { 'a.yaml': text });
  assert.deepEqual([sealed.objects.length, sealed.unchecked.length], [0, 1]);
  const open = await read(t, { 'a.yaml': text }, async () => ({ type: 'key', key }));
  assert.deepEqual([open.objects.map(({ kind, name }) => `${kind} ${name}`), open.unchecked], [['Deployment web'], []]);
});

test('without a key each field says why it stays encrypted', async (t) => {
  assert.deepEqual(reasonsOf(await read(t, { 'a.yaml': SECRET })), ['SOPS encrypts it, and no key is named under sops.keys.']);
  const byAge = SECRET.replaceAll(/ {4}kms:\n(?: {8}.*\n)+/g, '    age:\n        - {recipient: age1, enc: x}\n');
  const split = SECRET.replaceAll('    kms:\n', '    key_groups: [{}]\n    kms:\n');
  const asked: string[] = [];
  for (const [text, keys] of [
    [byAge, [ARN]],
    [split, [ARN]],
    [SECRET, [ARN.replace('304e', '404e')]],
  ] as const) {
    asked.push(...reasonsOf(await read(t, { 'a.yaml': text }, createKmsDataKeys(keys, { endpoint: 'http://127.0.0.1:1' }))));
  }
  assert.deepEqual(asked, [
    'SOPS encrypts it, and its key is kept by age; only keys of AWS KMS can be used.',
    'SOPS encrypts it, and its key is split over several groups of keys, which cannot be put together here.',
    `SOPS encrypts it, and none of its keys is named under sops.keys: ${ARN}.`,
  ]);
});

test('KMS is asked once for each data key, of the key that was named and with the context of the file', async (t) => {
  const { text, key } = readFixture('whole.enc.yaml');
  const kms = await startKms(t, () => ({ Plaintext: key.toString('base64') }));
  const { objects } = await read(t, { 'a.yaml': text, 'b.yaml': text.replaceAll('name: web', 'name: web2') }, kms.open([ARN]));
  assert.equal(objects.length, 2);
  assert.deepEqual(
    kms.asked.map(({ action, KeyId, EncryptionContext }) => ({ action, KeyId, EncryptionContext })),
    [{ action: 'TrentService.Decrypt', KeyId: ARN, EncryptionContext: { stage: 'prod', team: 'shop' } }],
  );
});

test('a refusal of KMS leaves the file encrypted, tells its code and nothing that KMS wrote, and does not stop the rest', async (t) => {
  const kms = await startKms(t, () => 'AccessDeniedException');
  const desired = await read(t, { 'a.yaml': SECRET, 'b.yaml': configMap('b') }, kms.open([ARN]));
  assert.deepEqual(reasonsOf(desired), [`SOPS encrypts it, and ${ARN} did not decrypt its key: AccessDeniedException.`]);
  assert.equal(desired.objects.length, 3);
  assert.doesNotMatch(JSON.stringify(desired), /hunter2/);
});

test('an alias stands for the keys of its account and region that were named, and for no other', async (t) => {
  const kms = await startKms(t, () => ({ Plaintext: KEY.toString('base64') }));
  const alias = SECRET.replaceAll(/key\/304e\S+/g, 'alias/sops');
  const elsewhere = ARN.replace('eu-central-1', 'us-east-1');
  assert.deepEqual(reasonsOf(await read(t, { 'a.yaml': alias }, kms.open([elsewhere, ARN]))), []);
  assert.deepEqual(
    kms.asked.map(({ KeyId }) => KeyId),
    [ARN],
  );
  assert.match(reasonsOf(await read(t, { 'a.yaml': alias }, kms.open([elsewhere])))[0] ?? '', /none of its keys is named/);
});

test('a file cannot name a key, a role or a profile that the operator did not', async (t) => {
  const kms = await startKms(t, () => ({ Plaintext: KEY.toString('base64') }));
  const other = SECRET.replaceAll('aws_profile: ""', 'aws_profile: admin\n          role: arn:aws:iam::999999999999:role/taken').replaceAll(
    ARN,
    ARN.replace('1234', '9999'),
  );
  assert.match(reasonsOf(await read(t, { 'a.yaml': other }, kms.open([ARN])))[0] ?? '', /none of its keys is named/);
  assert.deepEqual(kms.asked, []);
});

test('what a kustomization makes of an encrypted file is read in the clear too, each value being bound to its place', async (t) => {
  const files = {
    'base/secret.yaml': SECRET,
    'base/kustomization.yaml': 'resources: [secret.yaml]\n',
    'overlay/kustomization.yaml': 'resources: [../base]\nnamespace: elsewhere\ncommonAnnotations: {team: shop}\n',
  };
  const source = {
    id: 'apps',
    url: makeRepository(t, files),
    revision: 'HEAD',
    path: 'overlay',
    defaultNamespace: 'shop',
    worktree: false,
  };
  const open = async (readDataKey?: ReadDataKey) =>
    (await readDesired([source], { cacheDir: '/nonexistent', bench: openTestWorkbench(), ...(readDataKey ? { readDataKey } : {}) }))
      .desired;
  const sealed = await open();
  assert.deepEqual([sealed.unchecked, reasonsOf(sealed)], [[], ['SOPS encrypts it, and no key is named under sops.keys.']]);
  const { objects, unchecked } = await open(give);
  assert.deepEqual(unchecked, []);
  assert.deepEqual(
    objects.map(({ name, namespace, body, encrypted }) => [name, namespace, body['data'], encrypted?.reason]),
    [
      ['settings', 'elsewhere', { colour: 'red', password_unencrypted: 'not a secret' }, undefined],
      ['database', 'elsewhere', { '2': 'dHdv', '10': 'dGVu' }, undefined],
    ],
  );
});
