import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../../functions/core/config.ts';
import { PlumblineError } from '../../../functions/core/errors.ts';
import { planChecks } from '../../../functions/core/plan-checks.ts';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOfZSwHgIbjerHMoDToOKDTcLk1cBTXFRuAKO2CV0wda';

function problemOf(text: string): string {
  try {
    parseConfig(text, 'plumbline.yaml');
  } catch (error) {
    assert.ok(error instanceof PlumblineError);
    return error.message;
  }
  return assert.fail('it was taken');
}

describe('provenance in the configuration', () => {
  it('says whose signatures count and what every source has to prove; a source says what differs', () => {
    const config = parseConfig(
      `
provenance:
  signers:
    ssh: |
      ada@example.com namespaces="git" ${KEY}
  require: [known-signer, pull-request]
  onViolation: refuse
  forge: {type: github}
sources:
  - {id: shop, url: https://github.com/example/shop.git}
  - {id: lab, url: https://github.com/example/lab.git, provenance: {require: [], principals: ['*@lab.example.com']}}
clusters:
  - {name: prod, eks: {region: eu-central-1}, sources: [shop, {id: lab, revision: next}]}
`,
      'plumbline.yaml',
    );
    assert.deepEqual(config.provenance?.require, ['known-signer', 'pull-request']);
    assert.match(config.provenance?.signers?.ssh ?? '', /ada@example.com/);
    const [check] = planChecks(config, []).items;
    assert.deepEqual(
      check?.sources.map(({ id, revision, provenance }) => [id, revision, provenance]),
      [
        ['lab', 'next', { require: [], principals: ['*@lab.example.com'] }],
        ['shop', 'HEAD', undefined],
      ],
    );
  });

  it('names the line that is wrong', () => {
    assert.match(
      problemOf(`provenance:\n  signers:\n    ssh: ada@example.com ${KEY.slice(0, 40)}\n`),
      /plumbline\.yaml:3: .*line 1 of the allowed signers/,
    );
    assert.match(problemOf('provenance:\n  signers: {ssh: "# nobody"}\n'), /it allows no signer/);
    assert.match(problemOf('provenance:\n  signers: {sshRevoked: "SHA1"}\n'), /public SSH keys/);
    assert.match(problemOf('provenance: {require: [blessed]}\n'), /plumbline\.yaml:1/);
    assert.match(problemOf('provenance: {forge: {type: github, api: "http://git.example.com"}}\n'), /an https URL/);
    assert.match(problemOf('provenance: {requires: [signed]}\n'), /requires/);
  });

  it('refuses a private key, and what asks for known signers and names none', () => {
    const key = '-----BEGIN PGP PRIVATE KEY BLOCK-----\\n\\nxx\\n-----END PGP PRIVATE KEY BLOCK-----';
    assert.match(problemOf(`provenance:\n  signers: {openpgp: "${key}"}\n`), /this is a private key/);
    assert.match(problemOf('provenance: {require: [known-signer]}\n'), /names no signer/);
    const source = '{id: shop, url: "https://github.com/example/shop.git", provenance: {require: [known-signer]}}';
    assert.match(problemOf(`sources:\n  - ${source}\n`), /plumbline\.yaml:2: .*names no signer/);
  });
});
