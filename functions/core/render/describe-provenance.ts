import type { Revision } from '../desired-state.ts';
import type { RevisionFinding } from '../provenance/list-findings.ts';
import type { Signature } from '../provenance/provenance.ts';
import type { ResolvedInput } from '../rendering/resolved-input.ts';

/** Who made a revision and who vouches for it, in a few words each: `by Ada`, `signed by ada@example.com (good)`, `pull request 12`, and what may stand for something else tomorrow. Not yet safe to print. */
export function describeMaking({ author, provenance, resolved = [] }: Revision): string[] {
  const { signature, tag, pullRequest } = provenance ?? {};
  return [
    ...(author === undefined ? [] : [`by ${author.name || author.email}`]),
    ...(signature === undefined ? [] : [describeSignature(signature)]),
    ...(tag === undefined ? [] : [`tag ${describeSignature(tag)}`]),
    ...(pullRequest?.type === 'merged' ? [`pull request ${pullRequest.number}`] : []),
    ...resolved.filter(({ moves }) => moves === true).map(describeResolved),
  ];
}

/** `chart web 1.4.7 for ~1.4`. */
export function describeResolved({ type, name, wanted, found }: ResolvedInput): string {
  const short = /^[0-9a-f]{40,64}$/.test(found) ? found.slice(0, 8) : found;
  return `${type}${type === 'tag' ? '' : ` ${name}`} ${short} for ${wanted}`;
}

function describeSignature({ result, signer, fingerprint }: Signature): string {
  switch (result) {
    case 'good':
      return `signed by ${signer ?? fingerprint ?? 'a trusted key'} (good)`;
    case 'missing':
      return 'not signed';
    case 'bad':
      return 'signature is BAD';
    case 'expired':
    case 'revoked':
      return `signed by ${signer ?? fingerprint ?? 'a key'} (${result})`;
    case 'unknown-signer':
      return `signed by nobody known${fingerprint === undefined ? '' : `, ${fingerprint}`}`;
    case 'unsupported':
      return 'signature not verified';
  }
}

/** The revision of a finding and what was asked of it: `shop at 3f2a9c1d, known-signer`. Not yet safe to print. */
export function nameFinding({ revision: { source, commit }, requirement, state }: RevisionFinding): string {
  const place = commit === 'worktree' ? source : `${source} at ${commit.slice(0, 8)}`;
  return state === 'noted' ? place : `${place}, ${requirement}`;
}

/** What stands in front of a verdict that leaves out where git's word comes from. Undefined where nothing is lacking. */
export function describeLack(findings: readonly RevisionFinding[]): string | undefined {
  const sources = [...new Set(findings.filter(({ state }) => state === 'violated').map(({ revision }) => revision.source))];
  if (sources.length === 0) return undefined;
  return `What ${sources.join(', ')} says does not prove where it comes from.`;
}
