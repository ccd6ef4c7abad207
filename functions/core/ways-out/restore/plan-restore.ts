import type { FieldFinding } from '../../diff/object-comparison.ts';
import { formatPath } from '../../field-path.ts';
import { asJsonObject, isJsonObject, type JsonObject } from '../../json.ts';
import type { ObjectRef } from '../../kube-object.ts';
import { readLastApplied } from '../../owners/last-applied.ts';
import { type Comparison, type DeclaredText, findNow, isSecretRef, type OpenDeparture, type Refusal } from '../open-departure.ts';
import { quoteForShell, spellForKubectl, writeVisibleJson } from '../shell.ts';
import { type ApplyFragment, buildApplyFragment } from './apply-fragment.ts';
import { needsReplacement } from './immutable-fields.ts';
import { buildJsonPatch, changesNothing, type JsonPatch, type PatchOperation } from './json-patch.ts';

/** How git's state comes back for one object. Nothing of Plumbline runs any of it. */
export interface Restore {
  readonly ref: ObjectRef;
  /** `patch`: some fields; `apply`: the object from git; `replace`: deleted and made again; `delete`; `none`: see `refusals`. */
  readonly how: 'patch' | 'apply' | 'replace' | 'delete' | 'none';
  /** What to run, in this order. */
  readonly commands: readonly string[];
  readonly patch?: readonly PatchOperation[];
  /** The same as a server-side apply, where that can say it; `applyCommand` runs it instead of the patch. */
  readonly fragment?: ApplyFragment;
  readonly applyCommand?: string;
  /** What needs more than the commands, or is not in the patch. */
  readonly refusals: readonly Refusal[];
}

/** Decides how one departure is put back. */
export function planRestore(departure: OpenDeparture): Restore {
  const { difference, declared, served, live } = departure;
  const { ref } = difference;
  const none = (refusal: Refusal): Restore => ({ ref, how: 'none', commands: [], refusals: [refusal] });
  switch (difference.type) {
    case 'unmanaged':
      return { ref, how: 'delete', commands: [`kubectl delete ${spellForKubectl(ref, served?.version)}`], refusals: [] };
    case 'missing':
      if (difference.madeOf !== undefined) {
        return none({
          reason: 'controller',
          message: `its controller should have made it: kubectl describe ${spellForKubectl(difference.madeOf, undefined)}`,
        });
      }
      return fromGit(departure, 'apply', 'kubectl apply --server-side', []);
    case 'modified':
      if (declared === undefined || live === undefined) {
        return none({ reason: 'unread', message: departure.unread ?? 'it is no longer in the cluster, or no longer in git: check again' });
      }
      return restoreFields(departure, declared, live);
  }
}

function restoreFields(departure: OpenDeparture, declared: DeclaredText, live: JsonObject): Restore {
  const { difference, served, compare } = departure;
  const { ref } = difference;
  if (difference.type !== 'modified') throw new Error('only fields are restored here');
  const version = served?.version ?? '';
  const comparison = compare(declared.body, live);
  const { findings, gone } = findNow(difference, comparison);
  const refusals: Refusal[] = gone.map(({ at }) => ({ at, reason: 'gone', message: 'no longer departs' }));
  // Who applies on the client's side goes by an annotation, which has to stay true.
  const isClientSide = readLastApplied(live) !== undefined;
  const fixed = findings.filter((finding) => needsReplacement(ref, live, finding));
  if (fixed.length > 0) {
    const told: Refusal[] = fixed.map(({ path }) => ({
      at: formatPath(path),
      reason: 'immutable',
      message:
        'the API server takes no other value for it: the object must be deleted and made again, and what belongs to it may go with it',
    }));
    return fromGit(departure, 'replace', `kubectl replace --force${isClientSide ? ' --save-config' : ''}`, [...refusals, ...told]);
  }
  const patch = buildRightPatch(departure, declared.body, live, findings, comparison);
  if (patch === undefined) {
    const message = 'no patch was found that makes it what git says and leaves the rest alone; edit it by hand';
    return { ref, how: 'none', commands: [], refusals: [...refusals, { reason: 'not-equal', message }] };
  }
  refusals.push(...patch.refusals);
  const commands: string[] = [];
  if (!changesNothing(patch, live)) {
    commands.push(`kubectl patch ${spellForKubectl(ref, version)} --type=json -p ${quoteForShell(writeVisibleJson(patch.operations))}`);
  }
  const needsGit = patch.refusals.some(({ reason }) => reason === 'secret');
  const applied = needsGit
    ? fromGit(departure, 'apply', isClientSide ? 'kubectl apply' : 'kubectl apply --server-side --force-conflicts', [])
    : undefined;
  // kubectl gives what was applied on the client's side to the manager of the fragment, and drops all that the fragment does not repeat.
  const fragment =
    needsGit || isClientSide || patch.refusals.length > 0
      ? undefined
      : buildApplyFragment(ref, version, patch.settled, patch.target, departure);
  const all = [...commands, ...(applied?.commands ?? [])];
  return {
    ref,
    how: commands.length > 0 ? 'patch' : all.length > 0 ? 'apply' : 'none',
    commands: all,
    ...(commands.length > 0 ? { patch: patch.operations } : {}),
    ...(fragment === undefined ? {} : { fragment, applyCommand: writeApply(ref, fragment) }),
    refusals: [...refusals, ...(applied?.refusals ?? [])],
  };
}

function writeApply({ namespace }: ObjectRef, { manager, body }: ApplyFragment): string {
  return `kubectl apply --server-side --force-conflicts --field-manager=${manager}${namespace === null ? '' : ` -n ${quoteForShell(namespace)}`} -f - <<'EOF'\n${writeVisibleJson(body)}\nEOF`;
}

/** A command over the one document of git that declares the object; what else stands in the file is left alone. */
function fromGit(
  { difference: { ref }, declared, hides }: OpenDeparture,
  how: 'apply' | 'replace',
  command: string,
  refusals: readonly Refusal[],
): Restore {
  const none = (message: string): Restore => ({ ref, how: 'none', commands: [], refusals: [...refusals, { reason: 'rendered', message }] });
  if (declared === undefined) return none('git no longer declares it: check again');
  const { origin, commit, lines, body } = declared;
  const namespace = declared.namespace === undefined ? '' : ` -n ${quoteForShell(declared.namespace)}`;
  if (lines !== undefined && isShowable(origin.file)) {
    const file =
      commit === 'worktree' ? `cat ${quoteForShell(origin.file)}` : `git show ${commit.slice(0, 12)}:${quoteForShell(origin.file)}`;
    return { ref, how, commands: [`${file} | sed -n '${lines.first},${lines.last}p' | ${command}${namespace} -f -`], refusals };
  }
  if (isSecretRef(ref) || hides(body, []))
    return none(`it is made of ${origin.file}, and its values stand in no command: deliver it again as it is delivered`);
  const full = {
    ...body,
    metadata: { ...(body['metadata'] as JsonObject | undefined), ...(ref.namespace === null ? {} : { namespace: ref.namespace }) },
  };
  return { ref, how, commands: [`${command} -f - <<'EOF'\n${writeVisibleJson(full)}\nEOF`], refusals };
}

function isShowable(file: string): boolean {
  return !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(file);
}

/** What a Secret declares as text is data in the cluster. */
function spellData(ref: ObjectRef, body: JsonObject): JsonObject {
  const { stringData, data, ...rest } = body;
  if (!isSecretRef(ref) || stringData === undefined) return body;
  return { ...rest, data: { ...asJsonObject(data), ...asJsonObject(stringData) } };
}

/** How often fields that follow from others are added. */
const MOST_ROUNDS = 3;

/** The law: what the patch settles departs no more, and nothing departs that did not before. Undefined where no patch keeps it. */
function buildRightPatch(
  { difference: { ref }, compare, hides }: OpenDeparture,
  body: JsonObject,
  live: JsonObject,
  findings: readonly FieldFinding[],
  before: Comparison,
): JsonPatch | undefined {
  const known = new Set(before.findings.map(({ path }) => formatPath(path)));
  let wanted = findings;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const patch = buildJsonPatch(live, spellData(ref, body), wanted, before, hides);
    if (!isJsonObject(patch.target)) return undefined;
    const gone = new Set(patch.settled.map(({ path }) => formatPath(path)));
    const left = compare(body, patch.target).findings;
    const fresh = left.filter(({ path }) => !known.has(formatPath(path)));
    if (fresh.length === 0) return left.every(({ path }) => !gone.has(formatPath(path))) ? patch : undefined;
    // What the server derives from a field it derives again, once the old value is gone.
    if (fresh.some(({ type, path }) => type !== 'extra' || gone.has(formatPath(path)))) return undefined;
    wanted = [...wanted, ...fresh];
  }
  return undefined;
}
