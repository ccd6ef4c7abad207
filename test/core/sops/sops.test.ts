import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseManifests } from '../../../functions/core/manifests/parse-manifests.ts';
import { readSopsMetadata } from '../../../functions/core/sops/sops-metadata.ts';
import { verifyMac } from '../../../functions/core/sops/verify-mac.ts';
import { compareManifests, declare, readObjects } from '../../support/compare-manifests.ts';
import { FIXTURES, readFixture } from './fixtures/fixtures.ts';

const verify = (text: string, key: Uint8Array): string | undefined => {
  const metadata = readSopsMetadata(text);
  assert.ok(metadata);
  return verifyMac(text, key, metadata);
};
const { text: SECRET, key: KEY } = readFixture('secret.enc.yaml');
const open = (text: string, dataKey: Uint8Array) => ({
  revisions: [],
  ...parseManifests(text, { source: 'git', file: 'desired.yaml', defaultNamespace: 'default', dataKey }),
});
const LIVE = `
apiVersion: v1
kind: Secret
metadata: {name: database, namespace: shop, labels: {app: shop, replicas: "3"}, annotations: {count: "0644"}}
data: {username: c2hvcA==, password: Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ==, empty: "", multi: bGluZSBvbmUKbGluZSB0d286IMO8bsOvY29kZSDinJMK, "10": dGVu, "2": dHdv}
immutable: false
type: Opaque
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {colour: red, password_unencrypted: not a secret}
`;

describe('a file that sops encrypted', () => {
  for (const name of FIXTURES) {
    it(`has the signature that it carries: ${name}`, () => {
      const { text, key } = readFixture(name);
      assert.equal(verify(text, key), undefined);
    });
  }

  it('is refused where a value was changed, added, taken away, or moved to another place', () => {
    const changes: readonly (readonly [string, string, RegExp])[] = [
      ['app: shop', 'app: other', /MAC.*changed without SOPS/],
      ['immutable: false', 'immutable: true', /MAC.*changed without SOPS/],
      ['immutable: false', 'immutable: false\ntype: Opaque', /MAC.*changed without SOPS/],
      ['    "2": ENC', '    "3": ENC', /data\.3 does not fit/],
      ['data:kbCvFQ==', 'data:kbCvFA==', /stringData\.username does not fit/],
    ];
    for (const [from, to, problem] of changes) {
      assert.ok(SECRET.includes(from), from);
      assert.match(verify(SECRET.replace(from, to), KEY) ?? '', problem);
    }
    assert.match(verify(SECRET, Buffer.alloc(32)) ?? '', /does not fit/);
    assert.match(verify(SECRET.replaceAll('2026-11-24T20:19:33Z', '2026-11-25T20:19:33Z'), KEY) ?? '', /MAC.*is missing or does not fit/);
    assert.match(verify(SECRET.replace('app: shop', 'app: &a shop\n        b: *a'), KEY) ?? '', /alias/);
  });

  it('never quotes a value in what it says of a file that it refuses', () => {
    for (const name of FIXTURES) {
      const { text } = readFixture(name);
      assert.doesNotMatch(verify(text, Buffer.alloc(32)) ?? '', /ENC\[|horse|hidden/);
    }
  });

  it('says nothing of a shorter tag, which would be easier to guess', () => {
    const short = SECRET.replace(
      'tag:70Dbl358RjqHkUtJf3wH5g==',
      `tag:${Buffer.from('70Dbl358RjqHkUtJf3wH5g==', 'base64').subarray(0, 4).toString('base64')}`,
    );
    assert.match(verify(short, KEY) ?? '', /does not fit/);
  });
});

describe('without the key of an encrypted file', () => {
  it('each encrypted field is undecided, and what is not encrypted is compared', () => {
    const report = compareManifests(declare(SECRET), readObjects(LIVE.replace('app: shop', 'app: other')));
    assert.deepEqual(
      report.undecided.map(({ at }) => at),
      ['.data.colour', '.data.password_unencrypted', '.data.multi', '.data.password', '.data.username', '.data["10"]', '.data["2"]'],
    );
    const fields = report.differences.flatMap((difference) => (difference.type === 'modified' ? difference.fields : []));
    assert.deepEqual(
      fields.map(({ type, at }) => `${type} ${at}`),
      ['changed .metadata.labels.app'],
    );
  });

  it('a key that is gone is missing, and one that somebody added is extra', () => {
    const live = LIVE.replace('username: c2hvcA==, ', 'stray: eA==, ').replace(
      'namespace: shop, labels',
      'namespace: shop, managedFields: [{manager: kubectl-edit, operation: Update, apiVersion: v1, time: "2026-11-20T10:00:00Z", fieldsType: FieldsV1, fieldsV1: {"f:data": {"f:stray": {}}}}], labels',
    );
    const { differences } = compareManifests(declare(SECRET), readObjects(live));
    const fields = differences.flatMap((difference) => (difference.type === 'modified' ? difference.fields : []));
    assert.deepEqual(
      fields.map(({ type, at }) => `${type} ${at}`),
      ['extra .data.stray', 'missing .data.username'],
    );
    assert.equal(fields[1]?.type === 'missing' && fields[1].desired, '(encrypted with SOPS)');
  });

  it('everything in it is in sync but for what is encrypted: the verdict is incomplete, and nothing is shown', () => {
    const report = compareManifests(declare(SECRET), readObjects(LIVE));
    assert.deepEqual([report.verdict, report.differences], ['incomplete', []]);
    assert.doesNotMatch(JSON.stringify(report), /not a secret|horse|"red"|c2hvcA/);
  });

  it('an object whose kind or name is encrypted is named, with what to do', () => {
    const { objects, unchecked } = declare(readFixture('whole.enc.yaml').text);
    assert.equal(objects.length, 0);
    assert.match(unchecked[0]?.message ?? '', /kind, name or namespace.*encrypted_regex.*sops\.keys/);
    assert.equal(unchecked[0]?.reason, 'encrypted');
  });

  it('a list with something encrypted in it is undecided as a whole', () => {
    const text =
      'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a, namespace: shop}\nspec:\n  list: [ENC[AES256_GCM,data:a,iv:b,tag:c,type:str], plain]\nsops: {mac: x}\n';
    const quoted = text.replace('[ENC[AES256_GCM,data:a,iv:b,tag:c,type:str],', '["ENC[AES256_GCM,data:a,iv:b,tag:c,type:str]",');
    assert.deepEqual(declare(quoted).objects[0]?.body['spec'], { list: '(encrypted with SOPS)' });
  });

  it('the items of a List are sealed one by one', () => {
    const item = '{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {x: "ENC[AES256_GCM,data:a,iv:b,tag:c,type:str]"}}';
    const [object] = declare(`apiVersion: v1\nkind: List\nitems: [${item}]\nsops: {mac: x}\n`).objects;
    assert.deepEqual(
      [object?.name, object?.body['data'], object?.encrypted?.paths],
      ['a', { x: '(encrypted with SOPS)' }, [['data', 'x']]],
    );
  });
});

describe('with the key of an encrypted file', () => {
  it('every value is compared, and none is shown', () => {
    const same = compareManifests(open(SECRET, KEY), readObjects(LIVE));
    assert.deepEqual([same.verdict, same.differences, same.undecided], ['in-sync', [], []]);
    const live = LIVE.replace('Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ==', 'd3Jvbmc=').replace('colour: red', 'colour: blue');
    const { differences } = compareManifests(open(SECRET, KEY), readObjects(live));
    const fields = differences.flatMap((difference) => (difference.type === 'modified' ? difference.fields : []));
    assert.deepEqual(
      fields.map(({ type, at }) => `${type} ${at}`),
      ['changed .data.colour', 'changed .data.password'],
    );
    assert.doesNotMatch(JSON.stringify(differences), /"red"|"blue"|wrong|horse/);
    assert.match(JSON.stringify(fields[0]), /"desired":"\(masked [0-9a-f]{12}\)","live":"\(masked [0-9a-f]{12}\)"/);
  });

  it('nothing of it is shown out of what kubectl noted of its last apply, and not where the whole field is gone', () => {
    const applied = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', data: { colour: 'red', password_unencrypted: 'not a secret' } });
    const noted = LIVE.replace(
      'metadata: {name: settings, namespace: shop}',
      `metadata: {name: settings, namespace: shop, annotations: {kubectl.kubernetes.io/last-applied-configuration: '${applied}'}}`,
    );
    const gone = noted.replace('data: {colour: red, password_unencrypted: not a secret}', 'immutable: true');
    for (const live of [noted, gone]) {
      const report = compareManifests(open(SECRET, KEY), readObjects(live), { explain: true });
      assert.doesNotMatch(JSON.stringify(report), /not a secret|"red"/);
      assert.match(JSON.stringify(compareManifests(open(SECRET, KEY), readObjects(gone))), /masked/);
    }
  });

  it('values are the numbers and booleans they were, quantities mean what they mean, and nothing of them is shown, not even in a path', () => {
    const { text, key } = readFixture('whole.enc.yaml');
    const [object] = open(text, key).objects;
    assert.deepEqual([object?.kind, object?.name, object?.namespace], ['Deployment', 'web', 'shop']);
    const body = (cpu: string, token: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 3
  paused: true
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - {name: web, image: "registry.example.com/web:1", resources: {requests: {cpu: ${cpu}}}, env: [{name: TOKEN, value: ${token}}, {name: MODE, value: plain}]}
`;
    assert.deepEqual(compareManifests(open(text, key), readObjects(body('500m', 'very secret token'))).differences, []);
    const { differences, suppressed } = compareManifests(open(text, key), readObjects(body('700m', 'another')));
    assert.equal(differences[0]?.type === 'modified' && differences[0].fields.length, 2);
    assert.doesNotMatch(JSON.stringify([differences, suppressed]), /very secret|another|TOKEN|700m|registry/);
  });
});
