import type { Check } from './check.ts';
import type { DesiredObject, DesiredState } from './desired-state.ts';
import { describePlace, type ObjectFindings, type StateFindings } from './diff/compare-states.ts';
import { findExcuse, mergeLabels } from './diff/find-excuse.ts';
import type { IgnoreCandidate, IgnoreVerdict } from './diff/ignore-rules.ts';
import type { FieldFinding } from './diff/object-comparison.ts';
import type { PlacedObject, ReadPlan } from './diff/plan-reads.ts';
import type { Difference, FieldDifference, MissingObject, ModifiedObject } from './difference.ts';
import { formatPath } from './field-path.ts';
import { findTeam } from './find-team.ts';
import type { JsonObject } from './json.ts';
import { compareRefs, compareText, labelsOf, type ObjectRef } from './kube-object.ts';
import type { UncheckedKind } from './live-state.ts';
import type { Mask } from './mask/create-mask.ts';
import { maskValue } from './mask/mask-value.ts';
import type { Advice, Coverage, CoverageFigure, DriftReport, Pruned, Unchecked, Undecided } from './report.ts';
import { type SettleInput, settleDifferences } from './settled/settle-differences.ts';
import type { Settled } from './settled/settled.ts';
import type { UnjudgedReport } from './severity/judge-report.ts';
import { createTally, type SuppressedTally } from './suppressed-tally.ts';

export interface ReportInput {
  readonly check: Check;
  readonly desired: DesiredState;
  readonly plan: ReadPlan;
  readonly findings: StateFindings;
  readonly uncheckedKinds: readonly UncheckedKind[];
  /** Says whether the operator chose not to hear of a departure. */
  readonly ignores: (candidate: IgnoreCandidate) => IgnoreVerdict | undefined;
  /** Asked once everything was judged, so that unused rules are known. */
  readonly advise: () => readonly Advice[];
  readonly mask: Mask;
  readonly explain: boolean;
  /** The report before, where there is one to compare with. */
  readonly before?: SettleInput['before'] | undefined;
  readonly readAt: string;
  readonly serverVersion: string;
}

/**
 * Turns findings into the report: machinery and ignore rules applied and counted, values masked, everything sorted. `cost` and severities are the
 * caller's to add.
 */
export function buildReport(input: ReportInput): UnjudgedReport & Omit<DriftReport, 'cost' | keyof UnjudgedReport> {
  const { check, desired, findings, plan } = input;
  const suppressed = createTally(input.explain);
  suppressed.addAll(findings.suppressed);
  const modified = findings.objects.flatMap((object) => buildModified(input, object, suppressed));
  const missing = listMissing(findings).filter(({ difference, labels }) => {
    const { ref, origin } = difference;
    return !isIgnored(input, suppressed, { ref, labels, source: origin.source });
  });
  const unmanaged = findings.undeclared.flatMap(({ object, labels }): Difference[] => {
    const manager = object.setBy?.manager;
    return isIgnored(input, suppressed, { ref: object.ref, labels, ...(manager ? { manager } : {}) }) ? [] : [object];
  });
  const differences = [...modified, ...missing.map(({ difference }) => difference), ...unmanaged].sort(
    (a, b) => compareRefs(a.ref, b.ref) || compareText(a.type, b.type),
  );
  const unchecked: readonly Unchecked[] = [...desired.unchecked, ...plan.unchecked, ...input.uncheckedKinds];
  const undecided = findings.objects.flatMap((object) => buildUndecided(input, object, suppressed)).sort(byRefAndPath);
  const pruned = findings.objects.flatMap((object) => buildPruned(object, input.mask)).sort(byRefAndPath);
  const list = suppressed.list();
  return {
    schemaVersion: 1,
    check: { id: check.id, cluster: check.cluster },
    revisions: desired.revisions,
    readAt: input.readAt,
    serverVersion: input.serverVersion,
    verdict: differences.length > 0 ? 'drifted' : unchecked.length + undecided.length > 0 ? 'incomplete' : 'in-sync',
    counts: {
      compared: findings.compared,
      missing: missing.length,
      modified: modified.length,
      unmanaged: unmanaged.length,
      unchecked: unchecked.length,
      undecided: undecided.length,
      suppressed: list.reduce((sum, { count }) => sum + count, 0),
    },
    differences,
    unchecked,
    undecided,
    pruned,
    suppressed: list,
    setAside: desired.setAside,
    advice: input.advise(),
    ...(input.before === undefined ? {} : { settled: settle(input.before, input, { differences, undecided }) }),
    coverage: buildCoverage(plan, unmanaged),
  };
}

function listMissing({ missing, missingDerived }: StateFindings): { readonly difference: MissingObject; readonly labels: JsonObject }[] {
  const describe = ({ ref, desired }: PlacedObject, extra: Partial<MissingObject>) => ({
    difference: { type: 'missing' as const, ref, ...describeTeam(desired), origin: desired.origin, ...extra },
    labels: labelsOf(desired.body),
  });
  return [
    ...missing.map((placed) => describe(placed, {})),
    ...missingDerived.map(({ name: { group, kind, namespace, name }, parent }) =>
      describe(parent, { ref: { group, kind, namespace, name }, madeOf: parent.ref }),
    ),
  ];
}

function settle(
  before: SettleInput['before'],
  { desired, findings, mask }: ReportInput,
  now: Omit<SettleInput['now'], 'revisions'>,
): readonly Settled[] {
  return settleDifferences({ before, now: { ...now, revisions: desired.revisions }, watched: findings.watched, mask });
}

/** The ignore rules' say over a whole object, or over one of its fields. */
function isIgnored(input: ReportInput, suppressed: SuppressedTally, subject: Omit<IgnoreCandidate, 'cluster'>): boolean {
  const verdict = input.ignores({ cluster: input.check.cluster.name, ...subject });
  if (!verdict) return false;
  const { ref, path, at, live } = subject;
  suppressed.add(verdict.rule, verdict.reason, () => ({
    ref,
    ...(path && at ? { path, at } : {}),
    ...(path && live !== undefined ? { live: maskValue(live, path, input.mask) } : {}),
  }));
  return true;
}

function buildModified(input: ReportInput, object: ObjectFindings, suppressed: SuppressedTally): ModifiedObject[] {
  const { ref, desired } = object.placed;
  const context = {
    cluster: input.check.cluster.name,
    source: desired.origin.source,
    ref,
    desired: object.desired,
    live: object.live,
    ...(desired.again === undefined ? {} : { renderings: [desired.body, desired.again] as const }),
    autoscalers: input.findings.autoscalers,
    ignores: input.ignores,
  };
  const fields = object.differences.flatMap((finding): FieldDifference[] => {
    const excuse = findExcuse(context, finding);
    if (excuse === undefined) return [buildField(finding, input.mask)];
    suppressed.add(excuse.rule, excuse.reason, () => describePlace(ref, finding, input.mask));
    return [];
  });
  if (fields.length === 0) return [];
  const delivery = object.delivery ? { delivery: object.delivery } : {};
  const team = describeTeam(desired);
  return [{ type: 'modified', ref, ...team, origin: desired.origin, ...delivery, fields: fields.sort((a, b) => compareText(a.at, b.at)) }];
}

/** Of what git declares, git's word counts: nobody in the cluster can send an alert to another team. */
function describeTeam({ body, encrypted }: DesiredObject): { readonly team?: string } {
  const team = encrypted?.paths.some(([first]) => first === 'metadata') ? undefined : findTeam(body);
  return team === undefined ? {} : { team };
}

function buildField(finding: FieldFinding, mask: Mask): FieldDifference {
  const { path, type, cause, setBy, note } = finding;
  const common = { path, at: formatPath(path), cause, ...(setBy ? { setBy } : {}), ...(note ? { note } : {}) };
  const desired = maskValue(finding.desired ?? null, path, mask);
  const live = maskValue(finding.live ?? null, path, mask);
  switch (type) {
    case 'changed':
      return { type, ...common, desired, live };
    case 'missing':
      return { type, ...common, desired };
    case 'extra':
      return { type, ...common, live };
  }
}

function buildUndecided(
  input: ReportInput,
  { placed, undecided, live: object, desired }: ObjectFindings,
  suppressed: SuppressedTally,
): Undecided[] {
  const { ref } = placed;
  const { origin } = placed.desired;
  const labels = mergeLabels({ live: object, desired });
  return undecided.flatMap(({ path, live, reason, setBy }) => {
    const at = formatPath(path);
    const manager = setBy ? { manager: setBy.manager } : {};
    if (isIgnored(input, suppressed, { ref, labels, source: origin.source, path, at, live, ...manager })) return [];
    return [{ ref, origin, path, at, live: maskValue(live, path, input.mask), reason, ...(setBy ? { setBy } : {}) }];
  });
}

function buildPruned({ placed, pruned }: ObjectFindings, mask: Mask): Pruned[] {
  return pruned.map(({ path, desired }) => ({
    ref: placed.ref,
    origin: placed.desired.origin,
    path,
    at: formatPath(path),
    desired: maskValue(desired, path, mask),
  }));
}

function byRefAndPath(a: { ref: ObjectRef; at: string }, b: { ref: ObjectRef; at: string }): number {
  return compareRefs(a.ref, b.ref) || compareText(a.at, b.at);
}

/** Declared ÷ (declared + unmanaged), over what could be read. Unknown where nothing can be called unmanaged. */
function buildCoverage(plan: ReadPlan, unmanaged: readonly Difference[]): Coverage {
  const byNamespace = new Map<string, { declared: number; unmanaged: number }>();
  const countIn = (ref: ObjectRef): { declared: number; unmanaged: number } => {
    const namespace = ref.namespace ?? '';
    const count = byNamespace.get(namespace) ?? { declared: 0, unmanaged: 0 };
    byNamespace.set(namespace, count);
    return count;
  };
  for (const { ref } of plan.objects) countIn(ref).declared++;
  for (const { ref } of unmanaged) countIn(ref).unmanaged++;
  const figure = (declared: number, count: number): CoverageFigure => {
    if (!plan.findsUnmanaged) return { declared, unmanaged: null, ratio: null };
    return {
      declared,
      unmanaged: count,
      ratio: declared + count === 0 ? 1 : Math.round((declared / (declared + count)) * 10_000) / 10_000,
    };
  };
  const namespaces = [...byNamespace]
    .sort(([a], [b]) => compareText(a, b))
    .map(([namespace, count]) => ({ namespace, ...figure(count.declared, count.unmanaged) }));
  return { ...figure(plan.objects.length, unmanaged.length), namespaces };
}
