import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { load } from 'js-yaml';

/** A piece of shell that the documentation tells people to run. */
export interface DocumentedScript {
  readonly file: string;
  /** 1-based: where `text` begins. */
  readonly line: number;
  readonly text: string;
  /** It only names a command in a sentence: what stands behind it may be left out. */
  readonly isMention?: true;
}

export const ROOT = join(import.meta.dirname, '../..');

/** Words that a code span begins with when it is a command. */
const COMMAND = /^(plumbline|npm|npx|aws|kubectl) \S/;

/** Every document of the repository, by its path. */
export function listDocuments(): { readonly file: string; readonly text: string }[] {
  const inFolders = ['docs', 'examples'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(md|ya?ml)$/.test(entry.name))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/')),
  );
  const atTop = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
  return [...atTop, ...inFolders].sort().map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
}

/** What stands in a document to be run: fenced blocks and code spans of Markdown; steps and comments of YAML. */
export function listScripts({ file, text }: { readonly file: string; readonly text: string }): DocumentedScript[] {
  return file.endsWith('.md')
    ? [...listBlocks(file, text), ...listSpans(file, text)]
    : [...listSteps(file, text), ...listHints(file, text)];
}

function listBlocks(file: string, text: string): DocumentedScript[] {
  const blocks = [...text.matchAll(/^( *)```(sh|bash|shell|console)\n([\s\S]*?)^ *```/gm)];
  return blocks.map((block) => ({ file, line: lineOf(text, block.index) + 1, text: block[3] ?? '' }));
}

function listSpans(file: string, text: string): DocumentedScript[] {
  const prose = text.replace(/^( *)```[\s\S]*?^ *```/gm, (block) => block.replace(/[^\n]/g, ' '));
  return [...prose.matchAll(/`([^`]+)`/g)]
    .filter((span) => COMMAND.test(span[1] ?? '') && !(span[1] ?? '').includes('…'))
    .map((span) => ({ file, line: lineOf(text, span.index), text: (span[1] ?? '').replace(/[\s[\]]+/g, ' '), isMention: true }));
}

/** `run` of a workflow, `commands` of a build. */
function listSteps(file: string, text: string): DocumentedScript[] {
  const found: DocumentedScript[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const scripts = key === 'run' && typeof inner === 'string' ? [inner] : key === 'commands' && Array.isArray(inner) ? inner : [];
      for (const script of scripts)
        if (typeof script === 'string') found.push({ file, line: lineOf(text, text.indexOf(script.split('\n')[0] ?? '')), text: script });
      visit(inner);
    }
  };
  visit(load(text));
  return found;
}

/** `# Check it with: plumbline validate FILE`. */
function listHints(file: string, text: string): DocumentedScript[] {
  return [...text.matchAll(/^# Check it with: (.+)$/gm)].map((hint) => ({ file, line: lineOf(text, hint.index), text: hint[1] ?? '' }));
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, Math.max(0, offset)).split('\n').length;
}
