/** One command of a script: its words, quotes taken off. What another command or a variable gives is the word VALUE. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** 0-based, in the text. */
  readonly line: number;
}

/** What stands before a command, or alone: `if`, and its end. */
const KEYWORDS = new Set(['if', 'then', 'elif', 'else', 'fi', '!']);

/** Stands for what is known only when the script runs. */
export const VALUE = 'VALUE';

/** The commands of a script, those in `$(…)` too. Throws where it holds what this does not read: backticks, here-documents, loops. */
export function parseShell(text: string, firstLine = 0): ShellCommand[] {
  return new ShellReader(text, firstLine).read();
}

class ShellReader {
  private readonly text: string;
  private readonly firstLine: number;
  private at = 0;
  private readonly commands: ShellCommand[] = [];
  private words: string[] = [];
  private word: string | undefined;
  private line = 0;
  private skipsNext = false;

  constructor(text: string, firstLine: number) {
    this.text = text;
    this.firstLine = firstLine;
  }

  read(): ShellCommand[] {
    while (this.at < this.text.length) this.step();
    this.endCommand();
    return this.commands;
  }

  private step(): void {
    const rest = this.text.slice(this.at);
    const [operator] = /^(&&|\|\||\n|\||;|&(?!\d))/.exec(rest) ?? [];
    const [redirect] = /^\d?(>>|>&\d|&>|>|<)/.exec(this.word === undefined ? rest : '') ?? [];
    if (rest.startsWith('\\\n')) this.at += 2;
    else if (rest.startsWith('<<') || rest.startsWith('`')) throw new Error(`${rest.slice(0, 2)} is not read by this test`);
    else if (this.word === undefined && rest.startsWith('#')) this.at += /^[^\n]*/.exec(rest)?.[0].length ?? 0;
    else if (operator !== undefined) this.endCommand(operator.length);
    else if (rest.startsWith(')') || (this.word === undefined && rest.startsWith('('))) this.endCommand(1);
    else if (redirect !== undefined) {
      this.at += redirect.length;
      this.skipsNext = !/\d$/.test(redirect);
    } else if (/^\s/.test(rest)) {
      this.endWord();
      this.at++;
    } else this.readPart(rest);
  }

  private readPart(rest: string): void {
    this.word ??= '';
    const [character = ''] = rest;
    if (character === "'") {
      const end = this.findEnd("'", this.at + 1);
      this.word += this.text.slice(this.at + 1, end);
      this.at = end + 1;
    } else if (character === '"') {
      for (this.at++; this.text[this.at] !== '"'; ) {
        if (this.at >= this.text.length) throw new Error('a quote is not closed');
        if (this.text[this.at] === '\\') this.at++;
        if (this.text[this.at] === '$') this.readValue();
        else this.word += this.text[this.at++] ?? '';
      }
      this.at++;
    } else if (character === '$') this.readValue();
    else if (character === '\\') {
      this.word += rest[1] ?? '';
      this.at += 2;
    } else {
      this.word += character;
      this.at++;
    }
  }

  private readValue(): void {
    const rest = this.text.slice(this.at);
    if (rest.startsWith('$(')) {
      let depth = 0;
      let end = this.at + 1;
      for (; end < this.text.length; end++) {
        if (this.text[end] === '(') depth++;
        if (this.text[end] === ')' && --depth === 0) break;
      }
      this.commands.push(...parseShell(this.text.slice(this.at + 2, end), this.countLines()));
      this.at = end + 1;
    } else this.at += /^\$(\{[^}]*\}|\w+|.)/.exec(rest)?.[0].length ?? 1;
    this.word = (this.word ?? '') + VALUE;
  }

  private findEnd(quote: string, from: number): number {
    const end = this.text.indexOf(quote, from);
    if (end < 0) throw new Error('a quote is not closed');
    return end;
  }

  private endWord(): void {
    if (this.word === undefined) return;
    if (this.words.length === 0) this.line = this.countLines();
    if (!this.skipsNext) this.words.push(this.word);
    this.skipsNext = false;
    this.word = undefined;
  }

  private endCommand(length = 0): void {
    this.endWord();
    this.at += length;
    // Variables that are set for the command, or by themselves.
    const start = this.words.findIndex((word) => !/^\w+=/.test(word) && !KEYWORDS.has(word));
    if (start >= 0) this.commands.push({ words: this.words.slice(start), line: this.line });
    this.words = [];
  }

  private countLines(): number {
    return this.firstLine + this.text.slice(0, this.at).split('\n').length - 1;
  }
}
