import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export type Variables = Readonly<Record<string, string | undefined>>;

/** Everything the command line takes from outside its arguments. Secrets come this way only: an argument is seen by every user of the machine. */
export interface Environment {
  readonly gitToken: string | undefined;
  readonly gitUsername: string | undefined;
  /** Kubeconfig files to use where none is given. */
  readonly kubeconfig: readonly string[];
  /** KUBECONFIG named them; else they are where kubectl looks. */
  readonly namesKubeconfig: boolean;
  /** This process runs in a pod. */
  readonly inPod: boolean;
  readonly cacheDirectory: string;
  /** Programs that render, where the user chose them. */
  readonly kubectl: string | undefined;
  readonly helm: string | undefined;
  /** Folders of PATH. */
  readonly searchPath: readonly string[];
  /** What NO_COLOR and FORCE_COLOR ask for; undefined: colour where it is a terminal. */
  readonly colour: boolean | undefined;
  /** Show stack traces. */
  readonly debug: boolean;
  /** All of it, for what others look up: proxies, and what exec plugins inherit. */
  readonly variables: Variables;
}

/** Reads the environment. The only place that does. */
export function readEnvironment(variables: Variables = process.env, home: string = homedir()): Environment {
  const kubeconfig = (variables['KUBECONFIG'] ?? '').split(delimiter).filter((path) => path !== '');
  const cache = textOf(variables['XDG_CACHE_HOME']) ?? join(home, '.cache');
  return {
    gitToken: textOf(variables['PLUMBLINE_GIT_TOKEN']),
    gitUsername: textOf(variables['PLUMBLINE_GIT_USERNAME']),
    kubeconfig: kubeconfig.length > 0 ? kubeconfig : [join(home, '.kube', 'config')],
    namesKubeconfig: kubeconfig.length > 0,
    inPod: textOf(variables['KUBERNETES_SERVICE_HOST']) !== undefined,
    cacheDirectory: textOf(variables['PLUMBLINE_CACHE']) ?? join(cache, 'plumbline'),
    kubectl: textOf(variables['PLUMBLINE_KUBECTL']),
    helm: textOf(variables['PLUMBLINE_HELM']),
    searchPath: (variables['PATH'] ?? '').split(delimiter).filter((path) => path !== ''),
    colour: readColour(variables),
    debug: textOf(variables['PLUMBLINE_DEBUG']) !== undefined,
    variables,
  };
}

function textOf(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}

/** As no-color.org and the terminals have it: NO_COLOR wins, FORCE_COLOR=0 means none. */
function readColour(variables: Variables): boolean | undefined {
  if (textOf(variables['NO_COLOR']) !== undefined) return false;
  const forced = variables['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return variables['TERM'] === 'dumb' ? false : undefined;
}
