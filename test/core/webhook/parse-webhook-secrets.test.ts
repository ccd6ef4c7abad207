import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PlumblineError } from '../../../functions/core/errors.ts';
import { parseWebhookSecrets } from '../../../functions/core/webhook/parse-webhook-secrets.ts';
import { forgeCalled } from '../../support/webhooks.ts';

const VALUE = 'kept-from-everybody';

function secretsOf(text: string): Record<string, readonly string[]> {
  const secrets = parseWebhookSecrets(text, 'plumbline/webhook');
  return Object.fromEntries(['github', 'gitlab', 'bitbucket'].map((id) => [id, secrets(forgeCalled(id))]));
}

describe('the secret of webhooks', () => {
  it('may be one text for all forges', () => {
    assert.deepEqual(secretsOf(`${VALUE}\n`), { github: [VALUE], gitlab: [VALUE], bitbucket: [VALUE] });
  });
  it('may be two texts while it is rotated', () => {
    assert.deepEqual(secretsOf(`["new", "${VALUE}"]`).gitlab, ['new', VALUE]);
  });
  it('may be one for each forge, or two; a forge that has none cannot sign', () => {
    assert.deepEqual(secretsOf(`{"github": "${VALUE}", "gitlab": ["new", "old"]}`), {
      github: [VALUE],
      gitlab: ['new', 'old'],
      bitbucket: [],
    });
  });

  for (const [what, text] of Object.entries({
    'is no JSON though it begins so': `{"github": "${VALUE}"`,
    'is a list that is none': `["${VALUE}"`,
    'is an empty object': '{}',
    'is an empty list': '[]',
    'names a forge otherwise than it is called': `{"GitHub": "${VALUE}"}`,
    'holds a number': `{"github": 7, "gitlab": "${VALUE}"}`,
    'holds an empty text': `{"github": "", "gitlab": "${VALUE}"}`,
    'holds nothing but space': `["${VALUE}", " "]`,
    'holds a list in a list': `[["${VALUE}"]]`,
    'holds a signing token without a key': `{"gitlab": "whsec_", "github": "${VALUE}"}`,
    'is a signing token with a key that is too short': 'whsec_a2VwdA==',
    'has nothing in it': ' ',
  })) {
    it(`is refused where it ${what}, by name and never by value`, () => {
      assert.throws(
        () => secretsOf(text),
        (error) => {
          assert.ok(error instanceof PlumblineError);
          assert.match(error.message, /^the secret plumbline\/webhook /);
          assert.ok(error.advice);
          assert.ok(![error.message, error.advice, error.stack].some((shown) => shown?.includes(VALUE) || shown?.includes('a2VwdA')));
          return true;
        },
      );
    });
  }
});
