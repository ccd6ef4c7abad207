import { anything, followSteps, noSlash, readClass, type Step } from '../../follow-steps.ts';

/** Whether a path is like a pattern of Go's `path.Match`: `*` and `?` stop at a slash. */
export function matchesPath(pattern: string, path: string): boolean {
  return matches(pattern, noSlash, path);
}

/** Whether a file is like a pathspec of git: `*` goes over slashes, and a folder stands for all below it. */
export function matchesPathspec(pattern: string, path: string): boolean {
  const clean = pattern.replace(/^\.\//, '').replace(/\/+$/, '');
  return path === clean || path.startsWith(`${clean}/`) || matches(clean, anything, path);
}

/** Whether a text is like a pattern whose `*` stands for anything. */
export function matchesPattern(pattern: string, text: string): boolean {
  return matches(pattern, anything, text);
}

type Accepts = (character: string) => boolean;

function matches(pattern: string, any: Accepts, text: string): boolean {
  const steps = [...pattern.matchAll(/\*+|\[[^\]]*\]|./gsu)].map(([part]): Step => {
    if (part.startsWith('*')) return { type: 'many', accepts: any };
    if (part === '?') return { type: 'one', accepts: any };
    return { type: 'one', accepts: part.length > 1 && part.startsWith('[') ? readClass(part) : (character) => character === part };
  });
  return followSteps(steps, text);
}
