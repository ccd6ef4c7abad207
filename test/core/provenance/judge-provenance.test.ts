import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { judgeProvenance } from '../../../functions/core/provenance/judge-provenance.ts';
import { hasViolation, listFindings } from '../../../functions/core/provenance/list-findings.ts';
import { parseIdentities } from '../../../functions/core/provenance/parse-identity.ts';
import { parseSignedCommit } from '../../../functions/core/provenance/parse-signed-object.ts';
import type { Provenance, Requirement, Signature, SignatureResult } from '../../../functions/core/provenance/provenance.ts';
import { resolvePolicy } from '../../../functions/core/provenance/provenance-request.ts';

const RESULTS: readonly SignatureResult[] = ['good', 'bad', 'expired', 'revoked', 'unknown-signer', 'missing', 'unsupported'];

function sign(result: SignatureResult): Signature {
  return { result, signer: 'ada@example.com', reason: `it is ${result}` };
}

function judge(facts: Omit<Provenance, 'findings'>, ...require: readonly Requirement[]): string[] {
  return judgeProvenance(facts, { require, principals: [] }).map(({ requirement, state }) => `${requirement} ${state}`);
}

describe('what a revision has to prove', () => {
  it('is to be signed: by whomever, as long as nothing is wrong with it', () => {
    const met = RESULTS.filter((result) => judge({ signature: sign(result) }, 'signed').length === 0);
    assert.deepEqual(met, ['good', 'unknown-signer', 'unsupported']);
  });

  it('is to be signed by somebody known: good alone will do, and what could not be verified will not', () => {
    const met = RESULTS.filter((result) => judge({ signature: sign(result) }, 'known-signer').length === 0);
    assert.deepEqual(met, ['good']);
    const byTag = { signature: sign('missing'), tag: { ...sign('good'), name: 'v1' } };
    assert.deepEqual(judge(byTag, 'known-signer', 'signed'), []);
  });

  it('is to have come by a pull request: a forge that could not be asked is no proof of either', () => {
    assert.deepEqual(judge({ pullRequest: { type: 'merged', number: 1 } }, 'pull-request'), []);
    assert.deepEqual(judge({ pullRequest: { type: 'none', reason: '' } }, 'pull-request'), ['pull-request violated']);
    assert.deepEqual(judge({ pullRequest: { type: 'unknown', reason: '' } }, 'pull-request'), ['pull-request undecided']);
    assert.deepEqual(judge({}, 'pull-request', 'known-signer'), ['pull-request undecided', 'known-signer undecided']);
  });

  it('is nothing where nobody asks, and a known signer where signers are named', () => {
    assert.equal(resolvePolicy(undefined, undefined), undefined);
    assert.deepEqual(resolvePolicy({ signers: { ssh: 'x' } }, undefined)?.require, ['known-signer']);
    assert.deepEqual(resolvePolicy({ signers: { ssh: 'x' } }, { require: [] })?.require, []);
    assert.deepEqual(resolvePolicy({ onViolation: 'refuse', require: ['signed'] }, { require: ['pull-request'] }), {
      signers: {},
      require: ['pull-request'],
      onViolation: 'refuse',
      principals: [],
      forge: undefined,
    });
  });

  it('is told once of a rewritten history: as a violation where it had to be kept, else as a note', () => {
    const revision = { source: 'shop', url: '', revision: 'main', commit: 'c' };
    const history = { type: 'rewritten', before: 'b' } as const;
    const noted = { revisions: [{ ...revision, provenance: { history, findings: [] } }] };
    assert.deepEqual(
      listFindings(noted).map(({ state }) => state),
      ['noted'],
    );
    assert.equal(hasViolation(noted), false);
    const findings = judgeProvenance({ history }, { require: ['kept-history'], principals: [] });
    const violated = { revisions: [revision, { ...revision, provenance: { history, findings } }] };
    assert.deepEqual(
      listFindings(violated).map(({ state }) => state),
      ['violated'],
    );
    assert.equal(hasViolation(violated), true);
  });
});

describe('a raw commit', () => {
  const head = 'tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor Ada <ada@example.com> 1767312000 +0100\n';
  const committer = 'committer Bob B. <bob@example.com> 1767312060 -0500\n';

  it('is signed without its signature, byte for byte, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.boolean(), (bytes, hasSha256) => {
        const message = Buffer.concat([Buffer.from('\n'), Buffer.from(bytes)]);
        const sha256 = hasSha256 ? 'gpgsig-sha256 other\n more\n' : '';
        const signature = `gpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n -----END SSH SIGNATURE-----\n`;
        const commit = Buffer.concat([Buffer.from(head + committer + signature + sha256), message]);
        const { payload, signatures } = parseSignedCommit(commit);
        assert.deepEqual(payload, Buffer.concat([Buffer.from(head + committer), message]));
        assert.deepEqual(signatures, ['-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n']);
      }),
    );
  });

  it('keeps what its message says of signatures, and headers of several lines', () => {
    const commit = Buffer.from(
      `${head}${committer}mergetag object 1\n tagger x\n gpgsig no\nencoding x\n\ngpgsig -----BEGIN PGP SIGNATURE-----\n`,
    );
    assert.deepEqual(parseSignedCommit(commit), { payload: commit, signatures: [] });
  });

  it('names author and committer; what git never writes is left out', () => {
    assert.deepEqual(parseIdentities(Buffer.from(`${head}${committer}\nauthor Eve <eve@example.com> 1 +0000\n`)), {
      author: { name: 'Ada', email: 'ada@example.com', at: '2026-01-02T00:00:00Z' },
      committer: { name: 'Bob B.', email: 'bob@example.com', at: '2026-01-02T00:01:00Z' },
    });
    assert.deepEqual(parseIdentities(Buffer.from('tree x\nauthor nobody\n\n')), {});
    assert.equal(parseIdentities(Buffer.from('author  <> 0 +0000\n\n')).author?.at, '1970-01-01T00:00:00Z');
  });
});
