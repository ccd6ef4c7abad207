import { asJsonObject, asString, type Json } from '../../json.ts';

/** What Argo CD calls the cluster it runs in (argo-cd:pkg/apis/application/v1alpha1, KubernetesInternalAPIServerAddr and the name of its own cluster). */
const ITSELF = ['https://kubernetes.default.svc', 'in-cluster'];

/** Whether an Application is for the cluster that is checked; `name` is how the Application calls it. */
export interface Destination {
  readonly isHere: boolean;
  readonly name: string;
  readonly namespace: string | undefined;
}

/** `destinations`: how Argo CD knows the checked cluster, where it does not run in it. Then what it runs in itself is another one. */
export function readDestination(value: Json | undefined, destinations: readonly string[]): Destination {
  const { server, name, namespace } = asJsonObject(value);
  const called = [asString(server), asString(name)].flatMap((text) =>
    text === undefined || text === '' ? [] : [text.replace(/\/+$/, '')],
  );
  const here = destinations.length > 0 ? destinations : ITSELF;
  return {
    isHere: called.some((text) => here.some((known) => known.replace(/\/+$/, '') === text)),
    name: called[0] ?? 'no cluster at all',
    namespace: asString(namespace) || undefined,
  };
}
