import { PlumblineError } from '../../core/errors.ts';
import type { LeftOut } from '../../core/init/found-fleet.ts';
import type { ContextFacts } from '../../core/init/identify-eks.ts';
import { asJsonObject, asString, isJsonList, type Json } from '../../core/json.ts';
import type { Kubeconfig, KubeconfigEntry } from './kubeconfig.ts';
import { selectContext, serverOf } from './select-context.ts';

/** The only variables of an exec command that are looked at: others may be credentials. */
const REGION_VARIABLES = new Set(['AWS_REGION', 'AWS_DEFAULT_REGION']);

/** What the contexts say of their clusters, nothing asked and nothing run. `wanted` empty: all. Throws where one that is wanted is not there. */
export function readContexts(
  kubeconfig: Kubeconfig,
  wanted: readonly string[],
): { readonly contexts: ContextFacts[]; readonly leftOut: LeftOut[] } {
  const contexts: ContextFacts[] = [];
  const leftOut: LeftOut[] = [];
  const names = wanted.length > 0 ? wanted : kubeconfig.contexts.map(({ name }) => name);
  for (const name of new Set(names)) {
    try {
      contexts.push(readContext(kubeconfig, name));
    } catch (error) {
      if (!(error instanceof PlumblineError) || wanted.length > 0) throw error;
      leftOut.push({ what: `context ${name}`, why: error.message });
    }
  }
  return { contexts, leftOut };
}

function readContext(kubeconfig: Kubeconfig, name: string): ContextFacts {
  const { cluster, user } = selectContext(kubeconfig, name);
  const exec = readExec(user);
  return {
    context: name,
    names: [cluster.name, ...(user === undefined ? [] : [user.name]), name],
    host: serverOf(cluster).hostname,
    ...(exec === undefined ? {} : { exec }),
  };
}

function readExec(user: KubeconfigEntry | undefined): ContextFacts['exec'] {
  const { command, args, env } = asJsonObject(user?.body['exec']);
  if (typeof command !== 'string') return undefined;
  const variables = listOf(env).map((entry) => ({
    name: asString(asJsonObject(entry)['name']),
    value: asString(asJsonObject(entry)['value']),
  }));
  return {
    command,
    args: listOf(args).map(String),
    env: Object.fromEntries(
      variables.flatMap(({ name, value }) => (name !== undefined && value && REGION_VARIABLES.has(name) ? [[name, value]] : [])),
    ),
  };
}

function listOf(value: Json | undefined): readonly Json[] {
  return isJsonList(value) ? value : [];
}
