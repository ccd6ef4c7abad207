import type { FleetApplication, FleetGroup, FleetPlace, FleetSpread, FleetView } from '../../fleet/fleet-view.ts';
import { formatRef } from '../../kube-object.ts';
import { describeAuthor, describeCause } from '../describe-author.ts';
import { escapeText } from '../escape-text.ts';
import { formatTime } from '../format-age.ts';
import { formatCount, formatPlural } from '../format-quantity.ts';
import { formatValue } from '../format-value.ts';

/** Places that are told together. Texts are safe to print. */
export interface FleetSection {
  readonly id: string;
  readonly title: string;
  readonly spread: FleetSpread;
  readonly places: readonly FleetPlace[];
}

const SPREAD_TITLES: Readonly<Record<FleetSpread, string>> = {
  odd: 'where siblings are as git says',
  most: 'on most clusters',
  everywhere: 'on all clusters: git is probably what is wrong',
  alone: 'on the only cluster that is known',
};
const CLUSTERS_NAMED = 4;

/** What the fleet is like, in a sentence each. */
export function describeFleet({ clusters, unread, places, only }: FleetView): string[] {
  const odd = clusters.filter((cluster) => cluster.odd > 0).length;
  const drift =
    places.length === 0
      ? 'nothing departs'
      : `${formatPlural(places.length, 'place')} ${places.length === 1 ? 'departs' : 'depart'} somewhere`;
  const siblings =
    clusters.length < 2
      ? ''
      : odd === 0
        ? ', none drifts from its siblings'
        : `, ${formatCount(odd)} ${odd === 1 ? 'drifts from its' : 'drift from their'} siblings`;
  const of = only === undefined ? '' : `${escapeText(only)}: `;
  const gaps = clusters.filter((cluster) => cluster.gaps > 0).length;
  return [
    `${of}${formatPlural(clusters.length, 'cluster')}${siblings}; ${drift}.`,
    ...(gaps === 0 ? [] : [`Of ${formatPlural(gaps, 'cluster')} something could not be checked: nothing is claimed of it.`]),
    ...(unread.length === 0 ? [] : [`Of ${formatPlural(unread.length, 'cluster')} there is no report that can be read.`]),
    ...describeReadings(clusters),
  ];
}

function describeReadings(clusters: FleetView['clusters']): string[] {
  const times = clusters.map(({ readAt }) => readAt).sort();
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [`Read ${formatTime(escapeText(first))}${first === last ? '' : ` to ${formatTime(escapeText(last))}`}.`];
}

/** Which commits of an application the clusters have. */
export function describeCommits({ commits }: FleetApplication): string {
  const told = commits.slice(0, 3).map(({ commit, clusters }) => `${shorten(commit)} on ${nameClusters(clusters, 2)}`);
  const left = commits.length - told.length;
  const rest = left > 0 ? [`and ${formatPlural(left, 'commit')} more`] : [];
  return `${[...told, ...rest].join(', ')}${commits.length > 1 ? ': other commits rightly differ' : ''}`;
}

function shorten(commit: string): string {
  return escapeText(/^[0-9a-f]{40,64}$/.test(commit) ? commit.slice(0, 8) : commit);
}

/** `prod-eu, prod-us and 9 more`. */
export function nameClusters(clusters: readonly string[], most = CLUSTERS_NAMED): string {
  const told = clusters.slice(0, most).map(escapeText).join(', ');
  return clusters.length > most ? `${told} and ${formatCount(clusters.length - most)} more` : told;
}

/** The places by application and spread, those in no repository last. */
export function listSections({ places }: FleetView): FleetSection[] {
  const groups = [...Map.groupBy(places, ({ source, spread }) => JSON.stringify([source ?? null, spread])).values()];
  const isDeclared = ([first]: readonly FleetPlace[]): boolean => first?.source !== undefined;
  return [...groups.filter(isDeclared), ...groups.filter((group) => !isDeclared(group))].flatMap((group, at) => {
    const [first] = group;
    if (first === undefined) return [];
    const { source, spread } = first;
    const title =
      source === undefined ? `In no repository, ${UNMANAGED_TITLES[spread]}` : `${escapeText(source)}: ${SPREAD_TITLES[spread]}`;
    return [{ id: `s${at}`, title, spread, places: group }];
  });
}

const UNMANAGED_TITLES: Readonly<Record<FleetSpread, string>> = {
  odd: 'on some clusters',
  most: 'on most clusters',
  everywhere: 'on all clusters: perhaps git should declare it',
  alone: 'on the only cluster that is known',
};

/** `Deployment.apps shop/web`. */
export function nameFleetObject({ ref }: FleetPlace): string {
  return escapeText(formatRef(ref));
}

/** What a group of clusters has there. */
export function describeGroupValue({ type, live }: FleetGroup): string {
  switch (type) {
    case 'missing-object':
      return 'not in the cluster';
    case 'unmanaged-object':
      return 'there';
    case 'missing':
      return 'nothing';
    case 'changed':
    case 'extra':
      return formatValue(live ?? null);
  }
}

/** Why, by whom, and what git says there. */
export function describeGroup(group: FleetGroup, now: string): string {
  return [describeGroupCause(group, now), describeGroupGit(group)].filter(Boolean).join(' · ');
}

/** Which side moved, and who did it; empty where neither is known of all its clusters. */
export function describeGroupCause({ type, cause, setBy, clusters }: FleetGroup, now: string): string {
  const isField = isFieldType(type);
  const does = !isField || cause === undefined ? '' : describeCause({ type, cause, ...(setBy === undefined ? {} : { setBy }) });
  const several = clusters.length > 1 && isField && cause !== 'removed' ? 'by several, or not recorded' : '';
  return [does, setBy === undefined ? several : describeAuthor(setBy, now)].filter(Boolean).join(': ');
}

/** What git says there; empty for a whole object. */
export function describeGroupGit({ type, desired, gitDiffers }: FleetGroup): string {
  if (gitDiffers) return 'git does not say the same on all of them';
  if (!isFieldType(type)) return '';
  return `git says ${desired === undefined ? 'nothing' : formatValue(desired)}`;
}

function isFieldType(type: FleetGroup['type']): type is 'changed' | 'missing' | 'extra' {
  return type !== 'missing-object' && type !== 'unmanaged-object';
}

/** On how many clusters the place does not depart; empty where there is none. */
export function describeAsGit({ asGit, asGitClusters, source, at }: FleetPlace): string {
  if (asGit === 0) return '';
  const where = asGitClusters === undefined ? formatPlural(asGit, 'cluster') : nameClusters(asGitClusters, 3);
  if (source === undefined) return `not on ${where}`;
  return at === undefined ? `as git says on ${where}` : `as git says there on ${where}`;
}

/** What to do about a place that departs everywhere; empty for any other. */
export function describeAdvice({ spread, groups, source }: FleetPlace): string {
  if (spread !== 'everywhere' || source === undefined) return '';
  return groups.length === 1
    ? 'the same on all: adopt it into git, or put all of them back'
    : 'other values on each: does git know what is wanted here?';
}

/** Clusters of which nothing is known at a place. */
export function describeUnknown({ unknown }: FleetPlace): string {
  const [first] = unknown;
  if (first === undefined) return '';
  const names = nameClusters(
    unknown.map(({ check }) => check),
    3,
  );
  return `not checked on ${names}: ${escapeText(first.gap)}`;
}
