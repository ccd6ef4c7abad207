import { messageOf, PlumblineError } from '../../core/errors.ts';
import { asJsonObject, asString } from '../../core/json.ts';
import type { KubeconfigEntry } from './kubeconfig.ts';

/** How long what an auth provider gave is used before it is asked again; it renews by itself what has expired. */
const FRESHNESS = 60_000;

/**
 * The legacy `auth-provider` of a kubeconfig user (oidc, gcp, azure), as client-node implements it. Loaded only here: importing client-node
 * takes longer than most checks. One KubeConfig is kept, because a refresh token may be good for one use only.
 */
export function createAuthProvider(user: KubeconfigEntry): () => Promise<{ readonly authorization?: string; readonly expires: number }> {
  const provider = asString(asJsonObject(user.body['auth-provider'])['name']) ?? 'unnamed';
  let config: Promise<{ applyToHTTPSOptions(options: object): Promise<void> }> | undefined;
  return async () => {
    config ??= loadUser(user);
    const options: { headers?: { Authorization?: string } } = {};
    try {
      await (await config).applyToHTTPSOptions(options);
    } catch (error) {
      throw new PlumblineError('kubeconfig', `the auth-provider ${provider} of user "${user.name}" failed: ${messageOf(error)}`, {
        advice: 'log in again; auth-provider is deprecated, an exec plugin replaces it',
      });
    }
    const authorization = options.headers?.Authorization;
    return { ...(authorization === undefined ? {} : { authorization }), expires: Date.now() + FRESHNESS };
  };
}

async function loadUser(user: KubeconfigEntry) {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name: 'cluster', server: 'https://cluster.invalid', skipTLSVerify: false },
    { name: user.name, authProvider: user.body['auth-provider'] },
  );
  return config;
}
