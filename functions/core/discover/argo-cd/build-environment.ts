/** What stands in the build environment of a source. `revision` is not known before the repository is read. */
export interface BuildEnvironment {
  readonly name: string;
  readonly namespace: string;
  readonly project: string;
  readonly url: string;
  readonly path: string;
  readonly revision: string;
}

/**
 * Fills in what Argo CD fills in (argo-cd:reposerver/repository, newEnv; util/env `Envsubst`): `$ARGOCD_APP_NAME` and `${ARGOCD_APP_NAME}`; `$$` stands
 * for a dollar; what is not known becomes nothing. `unknown` names what cannot be known here.
 */
export function fillInEnvironment(
  text: string,
  environment: BuildEnvironment,
): { readonly text: string; readonly unknown: readonly string[] } {
  const values: Readonly<Record<string, string>> = {
    ARGOCD_APP_NAME: environment.name,
    ARGOCD_APP_NAMESPACE: environment.namespace,
    ARGOCD_APP_PROJECT_NAME: environment.project,
    ARGOCD_APP_SOURCE_REPO_URL: environment.url,
    ARGOCD_APP_SOURCE_PATH: environment.path,
    ARGOCD_APP_SOURCE_TARGET_REVISION: environment.revision,
  };
  const unknown: string[] = [];
  const filled = text.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (all, braced?: string, bare?: string) => {
    if (all === '$$') return '$';
    const name = braced ?? bare ?? '';
    if (/^(ARGOCD_APP_REVISION|KUBE_)/.test(name)) unknown.push(name);
    return values[name] ?? '';
  });
  return { text: filled, unknown };
}
