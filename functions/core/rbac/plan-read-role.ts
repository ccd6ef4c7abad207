import { compileGlob } from '../field-path.ts';
import { compareText } from '../kube-object.ts';
import { isBuiltInGroup, type ReadableKind } from './built-in-kinds.ts';

/** What one rule of the role covers. */
export interface RoleRule {
  readonly group: string;
  /** `*` for a group of custom resources: there a new kind is read like the others. */
  readonly resources: readonly string[];
}

export interface ReadRolePlan {
  readonly rules: readonly RoleRule[];
  /** Kinds left out because nothing of them is ever compared unless git declares it. */
  readonly leftOut: readonly string[];
}

export interface ReadRoleChoices {
  readonly withSecrets: boolean;
  /** Kinds that Plumbline does not list unless git declares some: `Kind` or `Kind.group`. */
  readonly neverListed: readonly string[];
  /** Kinds to read in spite of that, since git declares them. */
  readonly include: readonly string[];
}

/** Decides what the role covers: what a check lists, no more. RBAC cannot exclude, so what is allowed is named. */
export function planReadRole(kinds: readonly ReadableKind[], choices: ReadRoleChoices): ReadRolePlan {
  const isNeverListed = compileKinds(choices.neverListed);
  const isIncluded = compileKinds(choices.include);
  const isLeftOut = (kind: ReadableKind): boolean => isNeverListed(kind) && !isIncluded(kind);
  const isSecret = ({ group, kind }: ReadableKind): boolean => group === '' && kind === 'Secret';
  const read = kinds.filter((kind) => !isLeftOut(kind) && (choices.withSecrets || !isSecret(kind)));
  const groups = [...Map.groupBy(read, ({ group }) => group)].sort(([a], [b]) => compareText(a, b));
  const rules = groups.map(([group, members]): RoleRule => {
    // A group with a kind that is left out is named kind by kind, custom or not.
    const isWhole = !isBuiltInGroup(group) && !kinds.some((kind) => kind.group === group && isLeftOut(kind));
    return { group, resources: isWhole ? ['*'] : [...new Set(members.map(({ resource }) => resource))].sort(compareText) };
  });
  return { rules, leftOut: [...new Set(kinds.filter(isLeftOut).map(({ kind }) => kind))].sort(compareText) };
}

function compileKinds(patterns: readonly string[]): (kind: ReadableKind) => boolean {
  const matchers = patterns.map((pattern) => compileGlob(pattern.toLowerCase()));
  return ({ group, kind }) => {
    const names = [kind.toLowerCase(), `${kind}.${group}`.toLowerCase()];
    return matchers.some((matches) => names.some(matches));
  };
}
