import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { load } from 'js-yaml';
import { messageOf, PlumblineError } from '../../core/errors.ts';
import { asJsonObject, asString, isJsonList, isJsonObject, type Json, type JsonObject } from '../../core/json.ts';

/** One named entry of a kubeconfig. Paths inside `body` are relative to `directory`. */
export interface KubeconfigEntry {
  readonly name: string;
  readonly body: JsonObject;
  readonly directory: string;
}

/** One or several kubeconfig files as one: as with kubectl, the first to name an entry or a current context wins. */
export interface Kubeconfig {
  readonly files: readonly string[];
  readonly clusters: readonly KubeconfigEntry[];
  readonly users: readonly KubeconfigEntry[];
  readonly contexts: readonly KubeconfigEntry[];
  readonly currentContext: string | undefined;
}

/** Reads kubeconfig files. As with kubectl, of several files one may be missing; all of them may not. */
export async function readKubeconfig(paths: readonly string[]): Promise<Kubeconfig> {
  const read = await Promise.all(paths.map((path) => readOne(resolve(path))));
  const found = read.filter((file) => file !== undefined);
  if (found.length === 0) {
    throw new PlumblineError('kubeconfig', `there is no kubeconfig at ${paths.join(', ') || '(no path given)'}`, {
      advice: 'name one with --kubeconfig or $KUBECONFIG; "kubectl config view" shows which one kubectl uses',
    });
  }
  return {
    files: found.map((file) => file.path),
    clusters: found.flatMap((file) => listEntries(file, 'clusters', 'cluster')),
    users: found.flatMap((file) => listEntries(file, 'users', 'user')),
    contexts: found.flatMap((file) => listEntries(file, 'contexts', 'context')),
    currentContext: found.map((file) => asString(file.body['current-context'])).find((name) => name !== undefined && name !== ''),
  };
}

interface KubeconfigFile {
  readonly path: string;
  readonly body: JsonObject;
}

async function readOne(path: string): Promise<KubeconfigFile | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new PlumblineError('kubeconfig', `the kubeconfig ${path} cannot be read: ${messageOf(error)}`);
  }
  const body = parseKubeconfig(path, text);
  if (!isJsonObject(body))
    throw new PlumblineError('kubeconfig', `the kubeconfig ${path} is ${text.trim() === '' ? 'empty' : 'no YAML mapping'}`);
  return { path, body };
}

function parseKubeconfig(path: string, text: string): Json {
  try {
    return load(text) as Json;
  } catch (error) {
    // The parser's own message quotes the lines around the problem, which may hold a token.
    const { reason, mark } = error as { reason?: string; mark?: { line: number } };
    const line = mark ? `, line ${mark.line + 1}` : '';
    throw new PlumblineError('kubeconfig', `the kubeconfig ${path}${line} is not valid YAML${reason ? `: ${reason}` : ''}`);
  }
}

function listEntries(file: KubeconfigFile, list: string, field: string): KubeconfigEntry[] {
  const entries = file.body[list];
  if (entries === null || entries === undefined) return [];
  if (!isJsonList(entries)) throw new PlumblineError('kubeconfig', `the kubeconfig ${file.path} has no list under "${list}"`);
  return entries.map((entry, index) => {
    const name = asString(asJsonObject(entry)['name']);
    if (name === undefined) throw new PlumblineError('kubeconfig', `the kubeconfig ${file.path} has no name in ${list}[${index}]`);
    return { name, body: asJsonObject(asJsonObject(entry)[field]), directory: dirname(file.path) };
  });
}
