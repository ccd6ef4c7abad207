import { anything, followSteps, noSlash, readClass, type Step } from '../follow-steps.ts';

const MOST_ALTERNATIVES = 256;
const LONGEST = 1000;

const STEPS_READ = /\*\*\/|\*\*|./gsu;
/** A class, `[a-z]` or `[!a]`, or an escaped character, is one step. */
const ARGO_STEPS_READ = /\*+|\[!?[^\]]+\]|\\.|./gsu;

/**
 * Whether a path is what a pattern selects: `**` is any number of folders, `*` any text without `/`, `?` one character, `{a,b}` either. Undefined where
 * it is longer than 1,000 characters or its braces stand for more than 256 texts.
 */
export function compilePattern(pattern: string): ((path: string) => boolean) | undefined {
  return compile(pattern, splitSteps);
}

/** The same for Argo CD's patterns of `directory` (argo-cd:util/glob, github.com/gobwas/glob without a separator): nothing stops at a `/`. */
export function compileArgoPattern(pattern: string): ((path: string) => boolean) | undefined {
  return compile(pattern, splitArgoSteps);
}

function compile(pattern: string, split: (pattern: string) => readonly Step[]): ((path: string) => boolean) | undefined {
  const alternatives = pattern.length > LONGEST ? undefined : expandBraces(pattern);
  if (alternatives === undefined) return undefined;
  const compiled = alternatives.map(split);
  return (path) => compiled.some((steps) => followSteps(steps, path));
}

function splitArgoSteps(pattern: string): readonly Step[] {
  return [...pattern.matchAll(ARGO_STEPS_READ)].map(([text]): Step => {
    if (text.startsWith('*')) return { type: 'many', accepts: anything };
    if (text === '?') return { type: 'one', accepts: anything };
    if (text.length > 1 && text.startsWith('[')) return { type: 'one', accepts: readClass(text) };
    const literal = text.length > 1 && text.startsWith('\\') ? text.slice(1) : text;
    return { type: 'one', accepts: (character) => character === literal };
  });
}

function splitSteps(pattern: string): readonly Step[] {
  return [...pattern.matchAll(STEPS_READ)].flatMap(([text]): readonly Step[] => {
    switch (text) {
      case '**/':
        return [{ type: 'folders-begin' }, { type: 'folders' }];
      case '**':
        return [{ type: 'many', accepts: anything }];
      case '*':
        return [{ type: 'many', accepts: noSlash }];
      case '?':
        return [{ type: 'one', accepts: noSlash }];
      default:
        return [{ type: 'one', accepts: (character) => character === text }];
    }
  });
}

/** The texts without braces that a pattern stands for; a brace that is not closed reaches to the end. */
function expandBraces(pattern: string): readonly string[] | undefined {
  const open = pattern.indexOf('{');
  if (open < 0) return [pattern];
  const choices: string[] = [];
  let depth = 0;
  let begin = open + 1;
  let at = open;
  for (; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '{') depth++;
    else if (character === '}' && --depth === 0) break;
    else if (character === ',' && depth === 1) {
      choices.push(pattern.slice(begin, at));
      begin = at + 1;
    }
  }
  choices.push(pattern.slice(begin, at));
  const all: string[] = [];
  for (const choice of choices) {
    const expanded = expandBraces(pattern.slice(0, open) + choice + pattern.slice(at + 1));
    if (expanded === undefined || all.length + expanded.length > MOST_ALTERNATIVES) return undefined;
    all.push(...expanded);
  }
  return all;
}
