import { matchesPattern } from '../discover/generators/match-path.ts';

/** Something like `${…}` that cannot be read. The message names no value. */
export class BadSubstitution extends Error {}

const NAME = /\w+/y;

/**
 * Fills `${NAME}` in as Flux does (fluxcd/pkg:envsubst): `:=` and its like give a default, `^^` and `,,` change the case, `#`, `%` and `/` cut and
 * replace, `:1:2` takes a part, `${#NAME}` counts. `$$` is a dollar; what is not known becomes nothing. Throws BadSubstitution.
 */
export function substituteVariables(text: string, variables: Readonly<Record<string, string>>): string {
  return new Substitution(text, variables).readAll();
}

class Substitution {
  private at = 0;
  private readonly text: string;
  private readonly variables: Readonly<Record<string, string>>;

  constructor(text: string, variables: Readonly<Record<string, string>>) {
    this.text = text;
    this.variables = variables;
  }

  readAll(): string {
    let result = '';
    for (;;) {
      const next = this.text.indexOf('$', this.at);
      if (next < 0) return result + this.text.slice(this.at);
      result += this.text.slice(this.at, next);
      this.at = next;
      if (this.isNext('${')) result += this.readExpression();
      else if (this.isNext('$$')) {
        result += '$';
        this.at += 2;
      } else {
        result += '$';
        this.at++;
      }
    }
  }

  private isNext(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  private take(...candidates: readonly string[]): string | undefined {
    const found = candidates.find((each) => this.isNext(each));
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private readExpression(): string {
    const start = this.at;
    this.at += 2;
    const counts = this.take('#') !== undefined;
    NAME.lastIndex = this.at;
    const name = NAME.exec(this.text)?.[0];
    if (name === undefined) throw new BadSubstitution(`${this.text.slice(start, start + 12)}… names no variable`);
    this.at += name.length;
    const value = Object.hasOwn(this.variables, name) ? (this.variables[name] ?? '') : '';
    const result = counts ? String(Buffer.byteLength(value)) : this.readOperation(name, value);
    if (this.take('}') === undefined) throw new BadSubstitution(`\${${name} is not closed, or not understood`);
    return result;
  }

  private readOperation(name: string, value: string): string {
    const operator = this.take(':=', ':-', ':?', ':+', '=', '^^', '^', ',,', ',', '##', '#', '%%', '%', '//', '/#', '/%', '/', ':');
    switch (operator) {
      case undefined:
        return value;
      case ':=':
      case ':-':
      case ':?':
      case ':+':
      case '=': {
        const fallback = this.readUntil('}');
        return value === '' ? fallback : value;
      }
      case '^^':
        return value.toUpperCase();
      case ',,':
        return value.toLowerCase();
      case '^':
        return value.slice(0, 1).toUpperCase() + value.slice(1);
      case ',':
        return value.slice(0, 1).toLowerCase() + value.slice(1);
      case ':': {
        const offset = this.readUntil(':', '}');
        const length = this.take(':') === undefined ? undefined : this.readUntil('}');
        return takePart(value, offset, length);
      }
      case '#':
      case '##':
      case '%':
      case '%%':
        return trim(value, this.readUntil('}'), operator);
      case '/':
      case '//':
      case '/#':
      case '/%': {
        const pattern = this.readUntil('/', '}');
        if (this.take('/') === undefined) throw new BadSubstitution(`\${${name}${operator} has nothing to put in its place`);
        return replace(value, pattern, this.readUntil('}'), operator);
      }
      default:
        throw new BadSubstitution(`\${${name}${operator} is not understood`);
    }
  }

  /** Text up to one of the ends, with what is to be filled in inside. */
  private readUntil(...ends: readonly string[]): string {
    let result = '';
    while (this.at < this.text.length && !ends.some((end) => this.isNext(end))) {
      if (this.isNext('${')) result += this.readExpression();
      else result += this.text[this.at++];
    }
    return result;
  }
}

function takePart(value: string, offset: string, length: string | undefined): string {
  if (!/^-?\d+$/.test(offset)) return value;
  const start = Number(offset) < 0 ? value.length + Number(offset) : Number(offset);
  if (start < 0) return value;
  if (length === undefined) return value.slice(start);
  if (!/^\d+$/.test(length)) return value.slice(start);
  return value.slice(start, start + Number(length));
}

function trim(value: string, pattern: string, operator: '#' | '##' | '%' | '%%'): string {
  const lengths = Array.from({ length: value.length }, (_, i) => i + 1);
  const ordered = operator.length === 2 ? lengths.reverse() : lengths;
  const isPrefix = operator.startsWith('#');
  for (const length of ordered) {
    const part = isPrefix ? value.slice(0, length) : value.slice(value.length - length);
    if (matchesPattern(pattern, part)) return isPrefix ? value.slice(length) : value.slice(0, value.length - length);
  }
  return value;
}

function replace(value: string, pattern: string, by: string, operator: '/' | '//' | '/#' | '/%'): string {
  switch (operator) {
    case '/':
      return value.replace(pattern, () => by);
    case '//':
      return value.replaceAll(pattern, () => by);
    case '/#':
      return value.startsWith(pattern) ? by + value.slice(pattern.length) : value;
    case '/%':
      return value.endsWith(pattern) ? value.slice(0, value.length - pattern.length) + by : value;
  }
}
