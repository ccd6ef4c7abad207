import { asString, type JsonObject } from '../../../functions/core/json.ts';
import { metadataOf, nameOf } from '../../../functions/core/kube-object.ts';
import type { DriftReport } from '../../../functions/core/report.ts';
import { clients } from './clients.ts';
import { fillIn, type Placement } from './place-target.ts';

/** Every difference of a report as a line of text, sorted: `Deployment csa-x/web: extra .spec.paused`, `Secret csa-y/web: missing`. */
export function listReported(report: DriftReport): string[] {
  const lines = report.differences.flatMap((difference) => {
    const { kind, namespace, name } = difference.ref;
    const object = describeObject(kind, namespace, name);
    if (difference.type !== 'modified') return [`${object}: ${difference.type}`];
    return difference.fields.map(({ type, at }) => `${object}: ${type} ${at}`);
  });
  return lines.sort();
}

/** The lines that the operators of some placements call for. */
export function listExpected(placements: readonly Placement[]): string[] {
  return placements.flatMap((placement) => placement.operator.expected.map((expected) => describeExpected(placement, expected))).sort();
}

/** What a report lacks and what it has too much. */
export function weighLines(reported: readonly string[], expected: readonly string[]): { missed: string[]; falseAlarms: string[] } {
  const [wanted, got] = [new Set(expected), new Set(reported)];
  return { missed: expected.filter((line) => !got.has(line)), falseAlarms: reported.filter((line) => !wanted.has(line)) };
}

/** The manager that a report names for each field difference, by its line. */
export function listAuthors(report: DriftReport): ReadonlyMap<string, string | undefined> {
  const modified = report.differences.filter((difference) => difference.type === 'modified');
  const entries = modified.flatMap(({ ref, fields }) =>
    fields.map(
      (field) => [`${describeObject(ref.kind, ref.namespace, ref.name)}: ${field.type} ${field.at}`, field.setBy?.manager] as const,
    ),
  );
  return new Map(entries);
}

/** Fields that a placement's client set and for which somebody else is named. A removal has no author, nor has what is not traced. */
export function findWrongAuthors(placement: Placement, authors: ReadonlyMap<string, string | undefined>): string[] {
  const { operator, way } = placement;
  const isTraced = !(operator.untraced ?? []).includes(way);
  const author = isTraced ? clients[operator.client].manager : undefined;
  return operator.expected
    .filter(({ type }) => type === 'changed' || type === 'extra')
    .map((expected) => describeExpected(placement, expected))
    .filter((line) => authors.has(line) && authors.get(line) !== author)
    .map((line) => `${line}: set by ${author}, reported ${authors.get(line)}`);
}

function describeExpected({ target, name }: Placement, expected: Placement['operator']['expected'][number]): string {
  const kind = asString(target['kind']) ?? '';
  const object = describeObject(kind, namespaceOf(target), nameOf(target) ?? '');
  switch (expected.type) {
    case 'object-missing':
      return `${object}: missing`;
    case 'object-unmanaged':
      return `${describeObject(expected.kind, isClusterScoped(expected.kind) ? null : name, fillIn(expected.name, name))}: unmanaged`;
    default:
      return `${object}: ${expected.type} ${expected.at}`;
  }
}

function describeObject(kind: string, namespace: string | null, name: string): string {
  return namespace === null ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

function namespaceOf(object: JsonObject): string | null {
  return asString(metadataOf(object)['namespace']) ?? null;
}

function isClusterScoped(kind: string): boolean {
  return kind === 'Namespace' || kind.startsWith('Cluster');
}
