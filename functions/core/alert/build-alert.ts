import type { FieldDifference, Judged, ModifiedObject } from '../difference.ts';
import { type PlacedField, placeField } from '../field-place.ts';
import { findForgeLinks } from '../forge-links.ts';
import type { ClosedEntry } from '../incident/check-book.ts';
import { type Incident, listEnvironments, type Member, memberKey } from '../incident/incident.ts';
import type { PendingAlert, Thread } from '../incident/thread.ts';
import { compareText, formatRef, refKey } from '../kube-object.ts';
import { describeBlameShortly } from '../render/describe-blame.ts';
import { escapeText } from '../render/escape-text.ts';
import { formatValue } from '../render/format-value.ts';
import type { DriftReport } from '../report.ts';
import { SEVERITIES } from '../severity/severity.ts';
import { type Departure, describeAdopt, describeRestore } from '../ways-out/describe-ways-out.ts';
import type { Alert, AlertCommit, AlertDifference } from './alert.ts';
import { describeEnding } from './describe-ending.ts';

/** Differences and names that a message holds at most. */
const MOST_DIFFERENCES = 10;
const MOST_NAMES = 10;
const MOST_VALUE = 300;

/** What an alert needs beside the thread and the incident. */
export interface AlertContext {
  readonly now: string;
  /** The latest report of each check, by its id; those that cannot be read are left out. */
  readonly reports: ReadonlyMap<string, DriftReport>;
  /** Where a report can be opened by people. */
  readonly reportUrl: (check: string) => string | undefined;
  /** What `plumbline report --from` takes. */
  readonly from: string;
  /** What is over, by the key of its member. */
  readonly ended?: ReadonlyMap<string, ClosedEntry>;
}

/** The message that is pending in a thread. Everything that comes from git or a cluster is masked already, and escaped here. */
export function buildAlert(thread: Thread, pending: PendingAlert, incident: Incident | undefined, context: AlertContext): Alert {
  const members = incident?.members ?? [];
  const checks = sortedUnique(members.map(({ check }) => check));
  const departures = listDepartures(members, pending, context);
  const [first] = departures;
  const check = checks[0] ?? thread.clusters[0] ?? '';
  const reportUrl = context.reportUrl(check);
  const problem = members.find(({ entry }) => entry.problem !== undefined)?.entry.problem;
  return {
    id: pending.id,
    thread: thread.incident,
    incident: thread.incident,
    type: pending.type,
    quiet: pending.quiet,
    generation: thread.generation,
    ...(pending.snooze === undefined
      ? {}
      : { snooze: { ...pending.snooze, owner: escapeText(pending.snooze.owner), reason: escapeText(pending.snooze.reason) } }),
    ...(pending.afterSnooze === undefined ? {} : { afterSnooze: pending.afterSnooze }),
    route: thread.route,
    title: escapeText(thread.title),
    severity: thread.severity,
    ...(first === undefined ? {} : { why: first.difference.severity.why }),
    about: incident?.type ?? thread.about,
    ...(incident?.type === 'check' ? { checkState: members.some(({ entry }) => entry.type === 'failed') ? 'failed' : 'incomplete' } : {}),
    flapping: incident?.flapping ?? false,
    clusters: sortedUnique(members.length > 0 ? members.map(({ cluster }) => cluster) : thread.clusters).map(escapeText),
    environments: (members.length > 0 ? listEnvironments(members) : (thread.environments ?? [])).map(escapeText),
    namespaces: sortedUnique(members.flatMap(({ entry }) => entry.ref.namespace ?? [])).map(escapeText),
    teams: sortedUnique(members.flatMap(({ entry }) => entry.team ?? [])).map(escapeText),
    counts: { objects: members.length, added: pending.added.length, changed: pending.changed.length, removed: pending.removed.length },
    differences: departures.flatMap((departure) => describeDeparture(departure, context)).slice(0, MOST_DIFFERENCES),
    added: nameMembers(pending.added),
    changed: nameMembers(pending.changed),
    removed: nameMembers(pending.removed),
    endings: listEndings(pending.removed, context),
    ...(problem === undefined ? {} : { problem: escapeText(problem) }),
    at: context.now,
    openedAt: thread.openedAt,
    ...(thread.onset === undefined ? {} : { onset: thread.onset }),
    ...(thread.resolvedAt === undefined || pending.type !== 'resolved' ? {} : { resolvedAt: thread.resolvedAt }),
    commits: listCommits(checks, context),
    ...(reportUrl === undefined ? {} : { reportUrl }),
    commands: {
      report: `plumbline report ${check} --from ${context.from}`,
      check: `plumbline gate --cluster ${check}`,
      snooze: `plumbline snooze ${thread.incident} --until 2d --reason "…"`,
    },
    ...describeWaysOut(departures),
  };
}

interface MemberDeparture extends Departure {
  readonly member: Member;
  readonly difference: Judged;
}

/** What departs now, as the reports have it: what is new first, then the worst. */
function listDepartures(members: readonly Member[], pending: PendingAlert, { reports }: AlertContext): MemberDeparture[] {
  const news = new Set([...pending.added, ...pending.changed]);
  const byCheck = new Map<string, ReadonlyMap<string, Judged>>();
  const find = (member: Member): Judged | undefined => {
    const known =
      byCheck.get(member.check) ?? new Map((reports.get(member.check)?.differences ?? []).map((each) => [refKey(each.ref), each]));
    byCheck.set(member.check, known);
    return known.get(refKey(member.entry.ref));
  };
  const rank = ({ member, difference }: MemberDeparture): number =>
    (news.has(memberKey(member)) ? 0 : 10) + SEVERITIES.indexOf(difference.severity.level);
  return members
    .flatMap((member): MemberDeparture[] => {
      const difference = find(member);
      if (difference === undefined) return [];
      const source = 'origin' in difference ? difference.origin.source : undefined;
      const commit = reports.get(member.check)?.revisions.find((revision) => revision.source === source)?.commit;
      return [{ member, difference, commit, cluster: member.cluster }];
    })
    .sort((a, b) => rank(a) - rank(b));
}

function describeWaysOut(departures: readonly Departure[]): Pick<Alert, 'restore' | 'adopt'> {
  const [restore, adopt] = [describeRestore(departures), describeAdopt(departures)];
  return { ...(restore ? { restore } : {}), ...(adopt ? { adopt } : {}) };
}

function describeDeparture({ member, difference }: MemberDeparture, { reports }: AlertContext): AlertDifference[] {
  const place = (field: PlacedField): Pick<AlertDifference, 'file' | 'fileUrl'> => {
    if (difference.type === 'unmanaged') return {};
    const { source, file, line } = placeField(field, difference.origin);
    const revision = reports.get(member.check)?.revisions.find((each) => each.source === source);
    const fileUrl = revision && findForgeLinks(revision.url)?.file(revision.commit, file, line);
    return { file: escapeText(`${file}:${line}`), ...(fileUrl === undefined ? {} : { fileUrl }) };
  };
  const object = {
    cluster: escapeText(member.cluster),
    ...(member.environment === undefined ? {} : { environment: escapeText(member.environment) }),
    object: escapeText(formatRef(difference.ref)),
  };
  const severity = difference.severity.level;
  switch (difference.type) {
    case 'missing':
      return [{ ...object, type: 'missing', severity, ...place({}), ...tellBlame(difference) }];
    case 'unmanaged':
      return [
        { ...object, type: 'extra', severity, ...describeWriter(difference), ...(difference.since ? { since: difference.since } : {}) },
      ];
    case 'modified':
      return sortFields(difference).map((field) => ({
        ...object,
        at: escapeText(field.at),
        type: field.type,
        ...('desired' in field ? { desired: formatShort(field.desired) } : {}),
        ...('live' in field ? { live: formatShort(field.live) } : {}),
        severity,
        ...describeWriter(field),
        ...(field.setBy?.time === undefined ? {} : { since: field.setBy.time }),
        ...place(field),
        ...tellBlame(field),
      }));
  }
}

/** The field that decided how much the object matters comes first. */
function sortFields({ fields, severity }: Judged<ModifiedObject>): readonly FieldDifference[] {
  return [...fields].sort((a, b) => Number(b.at === severity.field) - Number(a.at === severity.field));
}

function tellBlame({ blame }: Pick<FieldDifference, 'blame'>): Pick<AlertDifference, 'blame'> {
  const told = blame === undefined ? undefined : describeBlameShortly(blame);
  return told === undefined ? {} : { blame: told };
}

function describeWriter({ setBy }: Pick<FieldDifference, 'setBy'>): Pick<AlertDifference, 'manager' | 'managerClass'> {
  return setBy === undefined ? {} : { manager: escapeText(setBy.manager), managerClass: setBy.class };
}

function formatShort(value: Parameters<typeof formatValue>[0]): string {
  const text = formatValue(value);
  return text.length <= MOST_VALUE ? text : `${text.slice(0, MOST_VALUE - 1)}…`;
}

function listCommits(checks: readonly string[], { reports }: AlertContext): AlertCommit[] {
  const commits = checks
    .flatMap((check) => reports.get(check)?.revisions ?? [])
    .map(({ source, commit, url }): AlertCommit => {
      const link = findForgeLinks(url)?.commit(commit);
      return { source, commit: commit.slice(0, 12), ...(link === undefined ? {} : { url: link }) };
    });
  return [...new Map(commits.map((commit) => [`${commit.source} ${commit.commit}`, commit])).values()].slice(0, MOST_NAMES);
}

/** What ended in one way is told once, however many objects it is. */
function listEndings(keys: readonly string[], { ended, now }: AlertContext): string[] {
  const texts = keys.flatMap((key) => (ended?.get(key)?.endings ?? []).map((ending) => describeEnding(ending, now)));
  return [...new Set(texts)].slice(0, MOST_NAMES);
}

/** From the keys of members: `cluster object/apps/Deployment/shop/web`. */
function nameMembers(keys: readonly string[]): string[] {
  return keys.slice(0, MOST_NAMES).map((key) => {
    const [check = '', rest = ''] = key.split(' ');
    const [, group = '', kind = '', namespace = '', ...name] = rest.split('/');
    return escapeText(`${formatRef({ group, kind, namespace: namespace === '' ? null : namespace, name: name.join('/') })} in ${check}`);
  });
}

function sortedUnique(values: readonly string[]): string[] {
  return [...new Set(values)].sort(compareText);
}
