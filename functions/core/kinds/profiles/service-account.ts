import { type KubeObject, nameOf } from '../../kube-object.ts';
import type { KindProfile } from '../kind-profile.ts';

const generated = {
  who: 'the token controller',
  reason: 'A Secret that is made for the account is listed on it.',
  isMachineValue: isMadeForAccount,
};

/** kubernetes/kubernetes:pkg/controller/serviceaccount/tokens_controller.go up to 1.23, and OpenShift to this day; none on a real 1.34 control plane. */
export const serviceAccount: KindProfile = {
  group: '',
  kind: 'ServiceAccount',
  spots: [
    { path: '/secrets/*', ...generated },
    { path: '/imagePullSecrets/*', ...generated },
  ],
};

/** `web-token-x7k2p`, `web-dockercfg-9hq4z`: the account's own name, what it is, five letters or digits. */
function isMadeForAccount(live: unknown, object: KubeObject): boolean {
  if (typeof live !== 'object' || live === null || Object.keys(live).length !== 1 || !('name' in live)) return false;
  const prefix = `${nameOf(object)}-`;
  const name = String(live.name);
  return name.startsWith(prefix) && /^(token|dockercfg)-[a-z0-9]{5}$/.test(name.slice(prefix.length));
}
