import { asString, type JsonObject } from '../json.ts';

/** A selector comes from a repository, and one that is longer is not looked into. */
const LONGEST = 1000;

/** Whether labels are what a selector names, as `kubectl -l` takes it (`a=b,c!=d,e in (f,g),!h`); undefined where it cannot be read. */
export function matchLabelsText(selector: string, labels: JsonObject): boolean | undefined {
  if (selector.length > LONGEST) return undefined;
  const answers = splitRequirements(selector).map((text) => matchRequirement(text, labels));
  if (answers.includes(undefined)) return undefined;
  return answers.every((answer) => answer === true);
}

/** Those that a comma outside of brackets separates. */
function splitRequirements(selector: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const character of selector) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop()}${character}`);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function matchRequirement(text: string, labels: JsonObject): boolean | undefined {
  const set = /^([^\s=!()]+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(text);
  if (set) {
    const [, key = '', operator, list = ''] = set;
    const value = labelAt(labels, key);
    const isIn = value !== undefined && list.split(',').some((each) => each.trim() === value);
    return operator === 'in' ? isIn : !isIn;
  }
  const equal = /^([^\s=!()]+)\s*(==|=|!=)\s*([^\s=!()]*)$/.exec(text);
  if (equal) {
    const [, key = '', operator, wanted] = equal;
    return (labelAt(labels, key) === wanted) === (operator !== '!=');
  }
  const there = /^(!?)\s*([^\s=!()]+)$/.exec(text);
  if (!there) return undefined;
  const [, not, key = ''] = there;
  return (labelAt(labels, key) !== undefined) === (not === '');
}

function labelAt(labels: JsonObject, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? asString(labels[key]) : undefined;
}
