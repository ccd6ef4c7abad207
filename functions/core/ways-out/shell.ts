import { stringifyJson } from '../json.ts';
import type { ObjectRef } from '../kube-object.ts';

/** As a shell takes it: names of a cluster must not be able to run anything. */
export function quoteForShell(text: string): string {
  return /^[A-Za-z0-9_./:@=,-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** How kubectl is told one object: at this version where one is named, which the paths of a patch belong to. */
export function spellForKubectl({ group, kind, namespace, name }: ObjectRef, version: string | undefined): string {
  const suffix = group === '' ? '' : version === undefined ? `.${group}` : `.${version}.${group}`;
  return `${quoteForShell(`${kind.toLowerCase()}${suffix}/${name}`)}${namespace === null ? '' : ` -n ${quoteForShell(namespace)}`}`;
}

/** JSON of which every character can be seen: a command that hides some is not one to copy. */
export function writeVisibleJson(value: unknown): string {
  return stringifyJson(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
