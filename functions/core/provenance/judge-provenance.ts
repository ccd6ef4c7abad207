import { matchPatterns } from './match-patterns.ts';
import type { Provenance, ProvenanceFinding, Requirement, Signature } from './provenance.ts';
import type { ProvenancePolicy } from './provenance-request.ts';

type Facts = Omit<Provenance, 'findings'>;

/** What of a policy a revision does not meet, in the order of the policy. */
export function judgeProvenance(
  facts: Facts,
  { require, principals }: Pick<ProvenancePolicy, 'require' | 'principals'>,
): ProvenanceFinding[] {
  return require.flatMap((requirement) => judgeRequirement(requirement, facts, principals) ?? []);
}

function judgeRequirement(requirement: Requirement, facts: Facts, principals: readonly string[]): ProvenanceFinding | undefined {
  switch (requirement) {
    case 'signed':
      return judgeSignatures(requirement, facts, describeUnsigned);
    case 'known-signer':
      return judgeSignatures(requirement, facts, (signature) => describeStranger(signature, principals));
    case 'pull-request': {
      const { pullRequest = { type: 'unknown', reason: 'there is no commit' } } = facts;
      if (pullRequest.type === 'merged') return undefined;
      return pullRequest.type === 'none'
        ? { requirement, state: 'violated', message: `it came by no pull request: ${pullRequest.reason}` }
        : { requirement, state: 'undecided', message: `whether it came by a pull request could not be found out: ${pullRequest.reason}` };
    }
    case 'kept-history':
      if (facts.history?.type !== 'rewritten') return undefined;
      return { requirement, state: 'violated', message: describeRewrite(facts.history.before) };
  }
}

/** Everything that is wrong, in one sentence. */
export function describeViolations(findings: readonly ProvenanceFinding[]): string {
  return [...new Set(findings.map(({ message }) => message))].join('; ');
}

/** A history that lost what was compared before. */
export function describeRewrite(before: string): string {
  return `history was rewritten: ${before.slice(0, 12)}, which was compared before, is gone`;
}

/** A signature of the tag is as good as one of the commit: it covers the commit's name. */
function judgeSignatures(
  requirement: Requirement,
  { signature, tag }: Facts,
  objects: (signature: Signature) => string | undefined,
): ProvenanceFinding | undefined {
  if (signature === undefined) return { requirement, state: 'undecided', message: 'uncommitted files carry no signature' };
  const problem = objects(signature);
  if (problem === undefined || (tag !== undefined && objects(tag) === undefined)) return undefined;
  return { requirement, state: 'violated', message: tag === undefined ? problem : `${problem}; of the tag: ${objects(tag)}` };
}

function describeUnsigned({ result, reason }: Signature): string | undefined {
  return result === 'good' || result === 'unknown-signer' || result === 'unsupported' ? undefined : reason;
}

function describeStranger({ result, reason, signer = '', fingerprint }: Signature, principals: readonly string[]): string | undefined {
  if (result !== 'good') return fingerprint === undefined ? reason : `${reason} (${fingerprint})`;
  return principals.length === 0 || matchPatterns(signer, principals)
    ? undefined
    : `${signer} signed it, who is none of ${principals.join(', ')}`;
}
