import type { CheckBook } from '../incident/check-book.ts';
import { compareText } from '../kube-object.ts';
import { escapeText } from '../render/escape-text.ts';
import type { RuleProblem } from '../report.ts';
import type { DigestRule } from './digest.ts';

const ORDER: readonly RuleProblem[] = ['expired', 'broad', 'unused'];

/** Ignore rules that somebody should look at, by the last reading of every cluster. A rule that some cluster has use for is not unused. */
export function listRuleProblems(books: readonly CheckBook[]): DigestRule[] {
  const used = new Set(books.flatMap(({ reading }) => reading?.usedRules ?? []));
  const problems = new Map<string, DigestRule>();
  for (const { about, message, type } of books.flatMap(({ reading }) => reading?.rules ?? [])) {
    const rule = about.replace(/^ignore rule /, '');
    if (type === undefined || (type === 'unused' && used.has(rule))) continue;
    const known = problems.get(rule);
    if (known !== undefined && ORDER.indexOf(known.problem) <= ORDER.indexOf(type)) continue;
    problems.set(rule, { rule: escapeText(rule), problem: type, message: escapeText(message) });
  }
  return [...problems.values()].sort((a, b) => ORDER.indexOf(a.problem) - ORDER.indexOf(b.problem) || compareText(a.rule, b.rule));
}
