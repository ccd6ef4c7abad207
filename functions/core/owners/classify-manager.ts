import type { ManagerClass, SetBy } from '../difference.ts';
import { compileGlob } from '../field-path.ts';
import type { ManagerRule } from './manager-rule.ts';
import { MANAGER_RULES } from './managers.ts';

/** What a field manager stands for. `who`: in a few words; `confidence` low: a name that many programs share. */
export interface ManagerVerdict {
  readonly class: Exclude<ManagerClass, 'delivery'>;
  readonly who: string;
  readonly confidence: 'high' | 'low';
}

export type ClassifyManager = (entry: Pick<SetBy, 'manager' | 'operation' | 'subresource'>) => ManagerVerdict;

/**
 * Makes the function that says what a managedFields entry stands for, by the table alone (an object's own marks may still prove it the delivery).
 * `controllers` are names of the operator's own controllers. With `*` they are patterns, which never turn a known person into a controller;
 * spelled out, they win over every rule but the names that the server invents.
 */
export function createClassifier({ controllers }: { readonly controllers: readonly string[] }): ClassifyManager {
  const named = new Set(controllers.filter((name) => !name.includes('*')));
  const globs = controllers.filter((name) => name.includes('*')).map(compileGlob);
  const known = new Map<string, ManagerVerdict>();

  const classify = (manager: string, operation: SetBy['operation']): ManagerVerdict => {
    const rule = findManagerRule(manager, operation);
    if (rule?.class === 'unknown-author') return rule;
    if (named.has(manager)) return YOUR_CONTROLLER;
    if (rule?.class !== 'person' && globs.some((matches) => matches(manager))) return YOUR_CONTROLLER;
    return rule ?? { class: 'unrecognized', who: manager, confidence: 'low' };
  };

  return ({ manager, operation }) => {
    const key = `${operation} ${manager}`;
    const cached = known.get(key);
    if (cached) return cached;
    const verdict = classify(manager, operation);
    known.set(key, verdict);
    return verdict;
  };
}

const YOUR_CONTROLLER: ManagerVerdict = { class: 'controller', who: 'a controller that the configuration names', confidence: 'high' };

const EXACT = Map.groupBy(
  MANAGER_RULES.filter(({ manager }) => typeof manager === 'string'),
  ({ manager }) => manager,
);
const PATTERNS = MANAGER_RULES.filter((rule): rule is ManagerRule & { readonly manager: RegExp } => rule.manager instanceof RegExp);

/** The rule of the built-in table for a name under one operation: exact names first, then patterns in order. */
export function findManagerRule(manager: string, operation: SetBy['operation']): ManagerRule | undefined {
  const applies = (rule: ManagerRule): boolean => rule.operation === undefined || rule.operation === operation;
  return EXACT.get(manager)?.find(applies) ?? PATTERNS.find((rule) => applies(rule) && rule.manager.test(manager));
}
