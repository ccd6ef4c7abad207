import type { Revision } from '../desired-state.ts';
import { describeRewrite } from './judge-provenance.ts';
import type { ProvenanceFinding } from './provenance.ts';

/** Something about where a revision comes from, with the revision. `noted`: true, and nobody required anything else. */
export interface RevisionFinding {
  readonly revision: Revision;
  readonly state: ProvenanceFinding['state'] | 'noted';
  readonly requirement: ProvenanceFinding['requirement'];
  readonly message: string;
}

/** Everything there is to say about where revisions come from, in their order. A rewritten history is told whatever is required. */
export function listFindings({ revisions }: { readonly revisions: readonly Revision[] }): RevisionFinding[] {
  return revisions.flatMap((revision) => {
    const { provenance } = revision;
    const findings = (provenance?.findings ?? []).map((finding): RevisionFinding => ({ revision, ...finding }));
    if (provenance?.history?.type !== 'rewritten' || findings.some(({ requirement }) => requirement === 'kept-history')) return findings;
    return [...findings, { revision, state: 'noted', requirement: 'kept-history', message: describeRewrite(provenance.history.before) }];
  });
}

/** True where a revision that was compared lacks what it has to prove. */
export function hasViolation({ revisions }: { readonly revisions: readonly Revision[] }): boolean {
  return revisions.some(({ provenance }) => provenance?.findings.some(({ state }) => state === 'violated'));
}
