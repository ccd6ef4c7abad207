import type { SourceRef } from '../../core/check.ts';
import type { Revision } from '../../core/desired-state.ts';
import { PlumblineError } from '../../core/errors.ts';
import type { ComparedRevision } from '../../core/provenance/compared-revision.ts';
import { describeViolations, judgeProvenance } from '../../core/provenance/judge-provenance.ts';
import { parseTagger } from '../../core/provenance/parse-identity.ts';
import { parseSignedCommit, parseSignedTag } from '../../core/provenance/parse-signed-object.ts';
import type { HistoryOrigin, Identity, Provenance } from '../../core/provenance/provenance.ts';
import { type ProvenanceConfig, type ProvenancePolicy, resolvePolicy } from '../../core/provenance/provenance-request.ts';
import { findAncestor } from '../git/find-ancestor.ts';
import type { GitCredentials } from '../git/git-credentials.ts';
import type { OpenedRevision } from '../git/git-objects.ts';
import { askPullRequest } from './ask-pull-request.ts';
import { verifySignature } from './verify-signature.ts';

/** What it takes to say where a revision comes from. */
export interface ProvenanceContext {
  readonly config: ProvenanceConfig | undefined;
  /** RFC 3339. */
  readonly now: string;
  /** What the check compared last, source by source. */
  readonly previous: readonly ComparedRevision[];
}

/**
 * Where a revision comes from, as far as the operator asks. A rewritten history is named unasked. Undefined where there is nothing to say. Throws
 * PlumblineError `provenance` where the policy refuses the revision: nothing of it is to be compared.
 */
export async function readProvenance(
  source: SourceRef,
  revision: Revision,
  opened: OpenedRevision | undefined,
  context: ProvenanceContext,
  credentials: GitCredentials | undefined,
): Promise<Provenance | undefined> {
  const policy = resolvePolicy(context.config, source.provenance);
  const history = opened && readHistory(revision, opened, context.previous);
  if (policy === undefined) return history?.type === 'rewritten' ? { history, findings: [] } : undefined;
  const facts = {
    ...(opened === undefined ? {} : await readSignatures(revision, opened, policy, context.now)),
    ...(opened === undefined ? {} : await readPullRequest(revision, policy, credentials)),
    ...(history === undefined ? {} : { history }),
  };
  const findings = judgeProvenance(facts, policy);
  const violations = findings.filter(({ state }) => state === 'violated');
  if (policy.onViolation === 'refuse' && violations.length > 0) {
    throw new PlumblineError(
      'provenance',
      `${revision.url} at ${revision.commit.slice(0, 12)} is refused: ${describeViolations(violations)}`,
      {
        advice: 'Nothing of it was compared. Look at who pushed it; the policy is `provenance` in plumbline.yaml.',
      },
    );
  }
  return { ...facts, findings };
}

async function readSignatures(
  revision: Revision,
  { objects, commit, tag }: OpenedRevision,
  { signers }: ProvenancePolicy,
  now: string,
): Promise<Pick<Provenance, 'signature' | 'tag'>> {
  const trust = { signers, now };
  const signature = await verifySignature(
    parseSignedCommit(objects.readObject(commit.oid).content),
    describeMaker(revision.committer),
    trust,
  );
  if (tag === undefined) return { signature };
  const { type, content } = objects.readObject(tag);
  const signed = parseSignedTag(content);
  if (type !== 'tag' || signed.signatures.length === 0 || !namesCommit(content, commit.oid)) return { signature };
  const ofTag = await verifySignature(signed, describeMaker(parseTagger(content)), trust);
  return { signature, tag: { name: revision.revision, ...ofTag } };
}

/** A tag of a tag vouches for a tag, and not for what that stands for. */
function namesCommit(tag: Buffer, commit: string): boolean {
  return tag.toString('latin1').startsWith(`object ${commit}\ntype commit\n`);
}

function describeMaker(identity: Identity | undefined): { readonly at: number; readonly email: string | undefined } {
  return { at: identity === undefined ? 0 : Date.parse(identity.at) / 1000, email: identity?.email };
}

async function readPullRequest(
  { url, commit }: Revision,
  { forge, require }: ProvenancePolicy,
  credentials: GitCredentials | undefined,
): Promise<Pick<Provenance, 'pullRequest'>> {
  if (forge === undefined && !require.includes('pull-request')) return {};
  return { pullRequest: await askPullRequest({ url, commit, forge, token: credentials?.password }) };
}

/** Of another branch, or of a commit by its name, nothing is expected to be in this history. */
function readHistory(revision: Revision, opened: OpenedRevision, previous: readonly ComparedRevision[]): HistoryOrigin | undefined {
  const last = previous.find(
    ({ source, url, revision: asked }) => source === revision.source && url === revision.url && asked === revision.revision,
  );
  if (last === undefined || last.commit === 'worktree' || last.commit === revision.revision) return undefined;
  const found = findAncestor(opened.objects, opened.commit, last.commit);
  return { type: found === 'yes' ? 'kept' : found === 'no' ? 'rewritten' : 'unknown', before: last.commit };
}
