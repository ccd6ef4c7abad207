import { asJsonObject, type Json } from '../../json.ts';
import type { DiscoveryContext } from '../discovery-rule.ts';
import { readObjects, readText, readTextMap } from '../read-fields.ts';
import type { ToolObject } from '../tool-object.ts';
import { readData } from './read-data.ts';

/** What is substituted after a build; absent: nothing is. */
export interface ReadSubstitute {
  readonly substitute?: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

/**
 * `spec.postBuild` (fluxcd/pkg:kustomize, LoadVariables): later references over earlier ones, what stands inline over all, line breaks taken out. Without any variable nothing is substituted, unless the strategy says always.
 */
export function readSubstitute(value: Json | undefined, object: ToolObject, context: DiscoveryContext): ReadSubstitute | 'waiting' {
  const postBuild = asJsonObject(value);
  const problems: string[] = [];
  const variables: Record<string, string> = {};
  let isWaiting = false;
  for (const { kind, name, optional } of readObjects(postBuild['substituteFrom'])) {
    const read = readData(readText(kind) ?? '', object.namespace, readText(name) ?? '', context);
    if (read === undefined) isWaiting = true;
    else if (read.type === 'data') for (const [key, text] of Object.entries(read.data)) variables[key] = text.replaceAll('\n', '');
    else if (read.type === 'failed' || optional !== true) problems.push(read.message);
  }
  if (isWaiting) return 'waiting';
  for (const [key, text] of Object.entries(readTextMap(postBuild['substitute']))) variables[key] = text.replaceAll('\n', '');
  const [wrong] = Object.keys(variables).filter((key) => !/^[_A-Za-z][_A-Za-z0-9]*$/.test(key));
  if (wrong !== undefined) problems.push(`the variable ${wrong} has a name that Flux refuses`);
  const isAlways = postBuild['substituteStrategy'] === 'Always';
  return { problems, ...(isAlways || Object.keys(variables).length > 0 ? { substitute: variables } : {}) };
}
