import { anything, followSteps, type Step } from '../follow-steps.ts';

const LONGEST = 1000;
/** What of a regular expression is not understood here. */
const OTHER = /[\\[\]{}^$?()|]/;

/**
 * Whether a whole text is what a regular expression of a selector names: plain characters, `.`, `*` and `+`, and alternatives of those. Undefined where the
 * expression says more: it comes from a repository and is never run.
 */
export function matchExpression(expression: string, text: string): boolean | undefined {
  if (expression.length > LONGEST) return undefined;
  const anchored = expression.replace(/^\^/, '').replace(/\$$/, '');
  const whole = /^\((?:\?:)?([^()]*)\)$/.exec(anchored)?.[1] ?? anchored;
  const alternatives = whole.split('|');
  if (alternatives.some((each) => OTHER.test(each))) return undefined;
  return alternatives.some((each) => followSteps(readSteps(each), text));
}

function readSteps(expression: string): readonly Step[] {
  return [...expression.matchAll(/(.)([*+]?)/gsu)].flatMap(([, character = '', times = '']): readonly Step[] => {
    const accepts = character === '.' ? anything : (other: string): boolean => other === character;
    const many: Step = { type: 'many', accepts };
    const one: Step = { type: 'one', accepts };
    switch (times) {
      case '*':
        return [many];
      case '+':
        return [one, many];
      default:
        return [one];
    }
  });
}
