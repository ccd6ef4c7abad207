import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { asJsonObject, type JsonObject, stringifyJson } from '../../../functions/core/json.ts';
import { createMask, isMasked } from '../../../functions/core/mask/create-mask.ts';
import { maskSecret } from '../../../functions/core/mask/mask-secret.ts';
import { isSecretName, maskValue } from '../../../functions/core/mask/mask-value.ts';

const mask = createMask(Buffer.from('key'));
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('masking a Secret', () => {
  it('makes stringData and data of the same bytes equal', () => {
    const a = maskSecret({ stringData: { password: 'hunter2' } }, mask);
    const b = maskSecret({ data: { password: base64('hunter2') } }, mask);
    assert.deepEqual(a['data'], b['data']);
  });
  it('lets stringData win over data, as the server does', () => {
    const secret = maskSecret({ data: { password: base64('old') }, stringData: { password: 'new' } }, mask);
    assert.equal(asJsonObject(secret['data'])['password'], mask('new'));
  });
  it('leaves no value anywhere, the last-applied annotation included', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{8,20}$/), (value) => {
        const applied = JSON.stringify({ stringData: { p: value }, data: { q: base64(value) } });
        const secret: JsonObject = {
          metadata: { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': applied } },
          data: { p: base64(value) },
          stringData: { q: value },
        };
        const text = stringifyJson(maskSecret(secret, mask));
        assert.ok(!text.includes(value) && !text.includes(base64(value).replace(/=+$/, '')));
      }),
    );
  });
  it('gives another mask under another key, so that guesses cannot be tried out', () => {
    assert.notEqual(createMask(Buffer.from('other'))('hunter2'), mask('hunter2'));
  });
});

describe('masking what names a secret', () => {
  const hidden = ['DB_PASSWORD', 'password', 'API_KEY', 'clientSecret', 'GITHUB_TOKEN', 'aws_secret_access_key', 'refreshToken'];
  const shown = ['SECRET_NAME', 'secretName', 'tokenPath', 'LOG_LEVEL', 'monkey', 'PASSWORD_FILE', 'automountServiceAccountToken_mount'];
  for (const name of hidden) it(`hides the value of ${name}`, () => assert.ok(isSecretName(name)));
  for (const name of shown) it(`shows the value of ${name}`, () => assert.ok(!isSecretName(name)));
  it('hides an environment variable by its name, wherever it stands', () => {
    const path = [{ field: 'env' }, { keys: { name: 'DB_PASSWORD' } }, { field: 'value' }];
    assert.ok(isMasked(maskValue('canary', path, mask)));
    const sidecar = maskValue({ name: 'x', env: [{ name: 'API_TOKEN', value: 'canary' }] }, [{ keys: { name: 'x' } }], mask);
    assert.ok(!stringifyJson(sidecar).includes('canary'));
  });
  it('hides the password inside a URL and nothing else of it', () => {
    const value = maskValue('postgres://app:canary@db:5432/shop', [{ field: 'url' }], mask);
    assert.match(String(value), /^postgres:\/\/app:\(masked [0-9a-f]{12}\)@db:5432\/shop$/);
  });
});
