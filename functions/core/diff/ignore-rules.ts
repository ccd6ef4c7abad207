import type { IgnoreRule } from '../config/ignore-rule.ts';
import { readIgnoreAnnotation } from '../config/read-ignore-annotation.ts';
import type { DesiredObject } from '../desired-state.ts';
import { refKey } from '../kube-object.ts';
import type { Advice } from '../report.ts';
import { adviseOnRule } from './advise-on-rule.ts';
import { compileSelection, type Selectable } from './compile-selection.ts';

export type { IgnoreRule } from '../config/ignore-rule.ts';

/** A departure that a rule may let go. */
export type IgnoreCandidate = Selectable;

/** The rule that lets a departure go, as the report names it. */
export interface IgnoreVerdict {
  readonly rule: string;
  readonly reason: string;
}

/** The operator's rules, ready to be asked. `advise` is for the end: by then it is known which rules matched what. */
export interface IgnoreRules {
  readonly judge: (candidate: IgnoreCandidate) => IgnoreVerdict | undefined;
  readonly advise: () => readonly Advice[];
}

interface CompiledRule {
  readonly verdict: IgnoreVerdict;
  readonly matches: (candidate: IgnoreCandidate) => boolean;
  /** Objects it matched so far. */
  readonly objects: Set<string>;
}

/**
 * Compiles the rules of one check: the operator's, and those in annotations of what git declares. A rule past its last day (`now` is RFC 3339,
 * days are UTC) matches nothing and is named in the advice; so is an annotation that cannot be read.
 */
export function compileIgnoreRules(rules: readonly IgnoreRule[], now: string, declared: readonly DesiredObject[] = []): IgnoreRules {
  const annotations = declared.map(readIgnoreAnnotation);
  const all = [...rules, ...annotations.flatMap(({ rules: own }) => own)];
  const problems = annotations.flatMap(({ problems: own }) => own);
  const compiled = all.map((rule) => ({ rule, expired: isExpired(rule, now), ...compileRule(rule) }));
  const active = compiled.filter(({ expired }) => !expired);
  // Most rules name a kind, and those of annotations name one object: a departure meets only the rules that may concern it.
  const byKind = Map.groupBy(active, ({ rule }) => indexKey(rule.kind, rule.name));
  return {
    judge: (candidate) => {
      const { kind, name } = candidate.ref;
      for (const key of [indexKey(kind, name), indexKey(kind, undefined), '']) {
        const rule = byKind.get(key)?.find(({ matches }) => matches(candidate));
        if (rule === undefined) continue;
        rule.objects.add(refKey(candidate.ref));
        return rule.verdict;
      }
      return undefined;
    },
    advise: () => [...problems, ...compiled.flatMap(({ rule, expired, objects }) => adviseOnRule(rule, expired, objects.size))],
  };
}

function isExpired(rule: IgnoreRule, now: string): boolean {
  return rule.expires !== undefined && now.slice(0, 10) > rule.expires;
}

/** Rules are found by exact kind and name, by exact kind, or (anything with `*`) looked at for every departure. */
function indexKey(kind: string | undefined, name: string | undefined): string {
  if (kind === undefined || kind.includes('*')) return '';
  const bare = kind.split('.')[0]?.toLowerCase() ?? '';
  return name === undefined || name.includes('*') ? bare : `${bare}/${name}`;
}

function compileRule(rule: IgnoreRule): CompiledRule {
  const until = rule.expires === undefined ? '' : `, until ${rule.expires}`;
  return {
    verdict: { rule: `ignore ${rule.at}`, reason: `${rule.reason} (owner: ${rule.owner}${until})` },
    matches: compileSelection(rule),
    objects: new Set(),
  };
}
