import type { RouteMatch } from '../config/route-schema.ts';
import { compileGlob } from '../field-path.ts';
import type { CheckBook } from '../incident/check-book.ts';
import type { Member } from '../incident/incident.ts';
import { isAtLeast } from '../severity/severity.ts';

type Type = NonNullable<RouteMatch['types']>[number];

/** What is asked of a departure, open or over, to know whether it concerns a route. */
export interface Concerned extends Pick<Member, 'check' | 'cluster' | 'environment'> {
  readonly entry: Pick<Member['entry'], 'type' | 'phase' | 'severity' | 'ref' | 'team'>;
}

/** Compiles what a route is told of. Absent: everything. */
export function compileMatch(match: RouteMatch = {}): (member: Concerned) => boolean {
  const { severity, types } = match;
  const isCluster = compileAny(match.clusters);
  const isEnvironment = compileAny(match.environments);
  const isNamespace = compileAny(match.namespaces);
  const isKind = compileAny(match.kinds?.map((glob) => glob.toLowerCase()));
  const isTeam = compileAny(match.teams);
  const isAboutObjects = [match.namespaces, match.kinds, match.teams].some((globs) => globs !== undefined);
  return ({ cluster, environment, entry }) => {
    const type = typeOf(entry);
    if (!isCluster([cluster]) || !isEnvironment(listKnown(environment)) || (severity !== undefined && !isAtLeast(entry.severity, severity)))
      return false;
    if (types !== undefined && !types.includes(type)) return false;
    // What is wrong with a check is wrong with all of a cluster: no namespace, kind or team tells it apart.
    if (type === 'check') return types !== undefined || !isAboutObjects;
    const { kind, group, namespace } = entry.ref;
    const name = kind.toLowerCase();
    return isNamespace(listKnown(namespace)) && isKind([name, `${name}.${group.toLowerCase()}`]) && isTeam(listKnown(entry.team));
  };
}

/** Compiles which clusters a route is about, whatever it is told of them. */
export function compileClusterMatch({
  clusters,
  environments,
}: RouteMatch = {}): (book: Pick<CheckBook, 'check' | 'cluster' | 'environment'>) => boolean {
  const concerns = compileMatch({ clusters, environments });
  const ref = { group: '', kind: 'Check', namespace: null, name: '' };
  return ({ check, cluster, environment }) =>
    concerns({
      check,
      cluster,
      ...(environment === undefined ? {} : { environment }),
      entry: { type: 'failed', phase: 'drift', severity: 'critical', ref },
    });
}

function typeOf({ type, phase }: Concerned['entry']): Type {
  switch (type) {
    case 'failed':
    case 'incomplete':
    case 'untrusted':
      return 'check';
    case 'missing':
    case 'modified':
    case 'unmanaged':
      return phase === 'rollout' ? 'rollout' : type;
  }
}

function listKnown(text: string | null | undefined): readonly string[] {
  return text === null || text === undefined || text === '' ? [] : [text];
}

function compileAny(globs: readonly string[] | undefined): (texts: readonly string[]) => boolean {
  if (globs === undefined) return () => true;
  const matchers = globs.map(compileGlob);
  return (texts) => texts.some((text) => matchers.some((matches) => matches(text)));
}
