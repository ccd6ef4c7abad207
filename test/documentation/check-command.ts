import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCommand } from '../../functions/cli/find-command.ts';
import { parseArguments } from '../../functions/cli/parse-arguments.ts';
import { messageOf } from '../../functions/core/errors.ts';
import { type DocumentedInstallation, type DocumentedStack, explainSettings } from './describe-installation.ts';
import {
  AWS_COMMANDS,
  AWS_GLOBAL,
  CDK_COMMANDS,
  CDK_GLOBAL,
  checkKnown,
  GIT_COMMANDS,
  KUBECTL_COMMANDS,
  KUBECTL_GLOBAL,
} from './known-commands.ts';
import { ROOT } from './list-scripts.ts';

/** What is wrong with the words behind a program's name; '' where nothing is. */
type Checker = (words: readonly string[], installation: DocumentedInstallation) => string | Promise<string>;

/** The programs that documents may call. Nobody can check another one, so it is an error. */
const PROGRAMS: Readonly<Record<string, Checker>> = {
  plumbline: checkPlumbline,
  npm: checkNpm,
  npx: (words, installation) => (words[0] === 'cdk' ? checkCdk(words.slice(1), installation) : `npx ${words[0]} is not known`),
  aws: checkAws,
  kubectl: (words) => checkKnown(KUBECTL_COMMANDS, KUBECTL_GLOBAL, words),
  git: (words) => checkKnown(GIT_COMMANDS, {}, words),
  cd: () => '',
  export: () => '',
  echo: () => '',
  exit: () => '',
  cat: () => '',
  printf: () => '',
  date: () => '',
  '[': (words) => (words.at(-1) === ']' ? '' : '[ is not closed'),
  jq: (words) => (words.some((word) => /\.\w|\{/.test(word)) ? '' : 'jq has no filter'),
  openssl: ([command = '']) => (['dgst', 'pkey'].includes(command) ? '' : `openssl ${command} is not known`),
  sha256sum: (words) => (words.every((word) => word === '-c') ? '' : `sha256sum ${words.join(' ')} is not known`),
  '.ci/run': () => (existsSync(join(ROOT, '.ci/run')) ? '' : 'there is no .ci/run'),
  'node_modules/.bin/node': ([option, file]) =>
    option === '--test' && file !== undefined && existsSync(join(ROOT, file)) ? '' : `${file} is not there`,
};

/** Checks one command of a document. */
export async function checkCommand([program = '', ...words]: readonly string[], installation: DocumentedInstallation): Promise<string> {
  const check = Object.hasOwn(PROGRAMS, program) ? PROGRAMS[program] : undefined;
  return check === undefined ? `nobody can check ${program}: teach test/documentation/check-command.ts` : check(words, installation);
}

async function checkPlumbline(words: readonly string[]): Promise<string> {
  try {
    if (words[0] === 'help') {
      if (words.length > 1) findCommand(words.slice(1));
      return '';
    }
    const { entry, rest } = findCommand(words);
    const { positionals } = parseArguments(entry.name, await entry.load(), rest);
    const absent = positionals.find((path) => path.startsWith('examples/') && !existsSync(join(ROOT, path)));
    return absent === undefined ? '' : `there is no ${absent}`;
  } catch (error) {
    return messageOf(error);
  }
}

async function checkNpm(words: readonly string[]): Promise<string> {
  const separator = words.indexOf('--');
  const [command = '', script = ''] = (separator < 0 ? words : words.slice(0, separator)).filter((word) => !word.startsWith('-'));
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  const wanted = command === 'run' ? script : command;
  if (command === 'ci' || command === 'link') return '';
  if (!Object.hasOwn(scripts, wanted)) return `package.json has no script ${wanted}`;
  return wanted === 'plumbline' ? checkPlumbline(separator < 0 ? [] : words.slice(separator + 1)) : '';
}

function checkCdk(words: readonly string[], { stacks }: DocumentedInstallation): string {
  const problem = checkKnown(CDK_COMMANDS, CDK_GLOBAL, words);
  if (problem !== '') return problem;
  const given: Record<string, string> = {};
  for (const [index, word] of words.entries()) {
    const before = words[index - 1] ?? '';
    if (before === '-c' || before === '--context') {
      const [key = '', value = ''] = word.split(/=(.*)/s);
      given[key] = value;
    } else if (index > 0 && !word.startsWith('-') && !before.startsWith('--') && words[0] !== 'bootstrap') {
      const pattern = new RegExp(`^${word.replaceAll('*', '.*')}$`);
      if (![...stacks.keys()].some((name) => pattern.test(name))) return `no stack is called ${word}`;
    }
  }
  return explainSettings(given) ?? '';
}

function checkAws(words: readonly string[], { stacks }: DocumentedInstallation): string {
  const problem = checkKnown(AWS_COMMANDS, AWS_GLOBAL, words);
  if (problem !== '') return problem;
  const at = words.indexOf('--stack-name');
  const name = at < 0 ? undefined : words[at + 1];
  const stack = name === undefined ? undefined : stacks.get(name);
  if (name !== undefined && stack === undefined) return `no stack is called ${name}`;
  return stack === undefined ? '' : checkQuery(words.join(' '), stack);
}

/** What a `--query` picks out of a stack: outputs by their key, resources by type and the beginning of their id. */
function checkQuery(query: string, { outputs, resources }: DocumentedStack): string {
  const wanted = [...query.matchAll(/OutputKey==[`'"]?(\w+)/g)].map((match) => match[1] ?? '');
  const absent = wanted.find((output) => !outputs.has(output));
  if (absent !== undefined) return `the stack has no output ${absent}`;
  const [, type, prefix] = /ResourceType=='([\w:]+)' && starts_with\(LogicalResourceId, '(\w+)'\)/.exec(query) ?? [];
  if (type === undefined || prefix === undefined) return query.includes('LogicalResourceId') ? 'this query cannot be checked' : '';
  const found = resources.filter((resource) => resource.type === type && resource.id.startsWith(prefix)).length;
  return found === 1 ? '' : `the stack has ${found} resources ${type} whose id begins with ${prefix}`;
}
