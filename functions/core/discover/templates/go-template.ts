import { isJsonObject, type Json } from '../../json.ts';
import { TEMPLATE_FUNCTIONS } from './go-template-functions.ts';
import { printValue } from './print-value.ts';
import type { FilledText, FillText, Parameters } from './template.ts';

const ACTION = /\{\{(-\s)?([\s\S]*?)(\s-)?\}\}/g;

/**
 * A part of Go's templates: fields, literals, the usual functions, pipes and brackets. Conditions, loops, variables and everything else are not
 * understood, and named. `isStrict`: a field that is not there is a problem (`missingkey=error`), else it prints as Go prints it.
 */
export function createGoTemplate({ isStrict }: { readonly isStrict: boolean }): FillText {
  return (text, parameters): FilledText => {
    let problem: string | undefined;
    // A dash takes the white space beside it away.
    const trimmed = text.replace(/\s*(\{\{-)(?=\s)/g, '$1').replace(/(?<=\s)(-\}\})\s*/g, '$1');
    const filled = trimmed.replace(ACTION, (all, _before, inside: string) => {
      const read = evaluate(inside.trim(), parameters, isStrict);
      if (read.type === 'value') return printValue(read.value ?? null);
      problem ??= `${all} is not understood: ${read.message}`;
      return all;
    });
    return problem === undefined ? { type: 'text', text: filled } : { type: 'problem', message: problem };
  };
}

type Read = { readonly type: 'value'; readonly value: Json | undefined } | { readonly type: 'problem'; readonly message: string };

/** Thrown inside of one action, and caught at its end. */
class NotUnderstood extends Error {}

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*"|`[^`]*`)|(\.(?:[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)?)|(-?\d+(?:\.\d+)?)|([A-Za-z_]\w*)|([|()]))/y;

interface Token {
  readonly type: 'text' | 'field' | 'number' | 'word' | 'mark';
  readonly text: string;
}

function evaluate(action: string, parameters: Parameters, isStrict: boolean): Read {
  if (action === '' || action.startsWith('/*')) return { type: 'value', value: '' };
  try {
    const reader = new ActionReader(listTokens(action), parameters, isStrict);
    return { type: 'value', value: reader.readAll() };
  } catch (error) {
    if (error instanceof NotUnderstood) return { type: 'problem', message: error.message };
    throw error;
  }
}

function listTokens(action: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const types = ['text', 'field', 'number', 'word', 'mark'] as const;
  while (TOKEN.lastIndex < action.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(action);
    if (match === null) throw new NotUnderstood(`${action.slice(at, at + 20).trim()} is no field, text or function`);
    const found = types.findIndex((_type, i) => match[i + 1] !== undefined);
    tokens.push({ type: types[found] ?? 'mark', text: match[found + 1] ?? '' });
  }
  return tokens;
}

class ActionReader {
  private at = 0;
  private readonly tokens: readonly Token[];
  private readonly parameters: Parameters;
  private readonly isStrict: boolean;

  constructor(tokens: readonly Token[], parameters: Parameters, isStrict: boolean) {
    this.tokens = tokens;
    this.parameters = parameters;
    this.isStrict = isStrict;
  }

  readAll(): Json | undefined {
    const value = this.readPipeline();
    if (this.at < this.tokens.length) throw new NotUnderstood('there is more than one value');
    return value;
  }

  private peek(): Token | undefined {
    return this.tokens[this.at];
  }

  private isMark(text: string): boolean {
    const token = this.peek();
    return token?.type === 'mark' && token.text === text;
  }

  private readPipeline(): Json | undefined {
    let value = this.readCommand(undefined);
    while (this.isMark('|')) {
      this.at++;
      value = this.readCommand({ value });
    }
    return value;
  }

  /** One function with its arguments, the piped value last; or one value. */
  private readCommand(piped: { readonly value: Json | undefined } | undefined): Json | undefined {
    const token = this.peek();
    if (token?.type !== 'word' || /^(true|false|nil)$/.test(token.text)) {
      if (piped !== undefined) throw new NotUnderstood('a value is piped into what is no function');
      return this.readOperand();
    }
    this.at++;
    const call = Object.hasOwn(TEMPLATE_FUNCTIONS, token.text) ? TEMPLATE_FUNCTIONS[token.text] : undefined;
    if (call === undefined) throw new NotUnderstood(`${token.text} is none of the functions that are known`);
    const args: (Json | undefined)[] = [];
    while (this.peek() !== undefined && !this.isMark('|') && !this.isMark(')')) args.push(this.readOperand());
    const all = piped === undefined ? args : [...args, piped.value];
    // `default` is there for what is absent; no other function is.
    const result = call(...all.map((arg) => arg ?? (token.text === 'default' ? '' : null)));
    if (result === undefined && token.text !== 'index') throw new NotUnderstood(`${token.text} cannot be called so`);
    return result;
  }

  private readOperand(): Json | undefined {
    const token = this.peek();
    this.at++;
    switch (token?.type) {
      case 'text':
        return token.text.startsWith('`') ? token.text.slice(1, -1) : readQuoted(token.text);
      case 'number':
        return Number(token.text);
      case 'field':
        return this.readField(token.text);
      case 'word':
        if (token.text === 'true' || token.text === 'false') return token.text === 'true';
        throw new NotUnderstood(`${token.text} stands where a value should`);
      case 'mark':
        if (token.text !== '(') break;
        return this.readBracket();
    }
    throw new NotUnderstood('a value is missing');
  }

  private readBracket(): Json | undefined {
    const value = this.readPipeline();
    if (!this.isMark(')')) throw new NotUnderstood('a bracket is not closed');
    this.at++;
    return value;
  }

  private readField(text: string): Json | undefined {
    let value: Json | undefined = this.parameters;
    for (const name of text.split('.').filter((part) => part !== ''))
      value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    if (value === undefined && this.isStrict) throw new NotUnderstood(`there is no ${text}`);
    return value;
  }
}

function readQuoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    throw new NotUnderstood('its quoted text has an escape that is not known');
  }
}
