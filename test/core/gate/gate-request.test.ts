import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PlumblineError } from '../../../functions/core/errors.ts';
import { parseGateRequest } from '../../../functions/core/gate/gate-request.ts';
import type { Json } from '../../../functions/core/json.ts';

function refusal(event: Json | undefined): string {
  try {
    parseGateRequest(event);
  } catch (error) {
    assert.ok(error instanceof PlumblineError);
    assert.equal(error.code, 'usage');
    return error.message;
  }
  assert.fail('it was taken');
}

describe('the event of a gate', () => {
  it('needs a cluster, and takes a revision with its base', () => {
    assert.deepEqual(parseGateRequest({ cluster: 'prod-eu' }), { cluster: 'prod-eu', progress: false });
    const whole = { cluster: 'prod-eu', source: 'shop', revision: 'a'.repeat(40), base: 'main', failOn: 'high', progress: true } as const;
    assert.deepEqual(parseGateRequest(whole), whole);
  });

  it('takes the commit before a branch that was just made for none', () => {
    assert.deepEqual(parseGateRequest({ cluster: 'prod-eu', base: '0'.repeat(40) }), { cluster: 'prod-eu', progress: false });
  });

  it('says what is wrong with it, and what was meant', () => {
    assert.equal(refusal(undefined), 'the event is no JSON object');
    assert.equal(refusal(['prod-eu']), 'the event is no JSON object');
    assert.equal(refusal({}), '"cluster" is missing');
    assert.equal(refusal({ cluster: 'prod-eu', revison: 'main' }), 'the event has an unknown key "revison": did you mean revision?');
    assert.match(refusal({ cluster: 7 }), /^"cluster" is a text/);
    assert.match(refusal({ cluster: 'prod-eu', revision: 'main\u001b[2J' }), /^"revision" is a text/);
    assert.match(refusal({ cluster: 'prod-eu', revision: 'x'.repeat(301) }), /^"revision" is a text/);
    assert.equal(refusal({ cluster: 'prod-eu', failOn: 'severe' }), '"failOn" is one of critical, high, medium, low');
    assert.equal(refusal({ cluster: 'prod-eu', progress: 'yes' }), '"progress" is true or false');
  });
});
