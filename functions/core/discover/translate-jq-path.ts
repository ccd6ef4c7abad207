import { escapeToken } from '../json-pointer.ts';

/**
 * The JSON pointer that a simple jq path stands for: fields, `["a/b"]`, `[]`, `[0]`, and one `select(.name == "web")` after `[]`, as in
 * `.spec.template.spec.containers[] | select(.name == "web") | .image`. Undefined for everything else of the language.
 */
export function translateJqPath(expression: string): string | undefined {
  const segments: string[] = [];
  for (const part of splitPipes(expression)) {
    const selected = /^select\(\s*\.([A-Za-z_][\w-]*)\s*==\s*"([^"\\]*)"\s*\)$/.exec(part);
    if (selected === null) {
      const read = readSteps(part);
      if (read === undefined) return undefined;
      segments.push(...read);
      continue;
    }
    // Of a keyed list the pointer names the item by its key.
    if (segments.at(-1) !== '*') return undefined;
    // A `*` in a name would be a wildcard; no name of Kubernetes has one.
    segments[segments.length - 1] = `[${selected[1]}=${escapeToken(selected[2] ?? '')}]`;
  }
  return segments.length === 0 ? undefined : `/${segments.join('/')}`;
}

function splitPipes(expression: string): string[] {
  return expression.split('|').map((part) => part.trim());
}

const STEP = /^(?:\.([A-Za-z_][\w-]*)|\.?\["((?:[^"\\])*)"\]|\.?\[(\d*)\]|\."((?:[^"\\])*)")\??/;

function readSteps(part: string): string[] | undefined {
  const steps: string[] = [];
  let rest = part === '.' ? '' : part;
  while (rest !== '') {
    const step = STEP.exec(rest);
    if (step === null) return undefined;
    const [all, plain, quoted, index, dotted] = step;
    const name = plain ?? quoted ?? dotted;
    steps.push(name === undefined ? index || '*' : escapeToken(name));
    rest = rest.slice(all.length);
  }
  return steps;
}
