import { asJsonObject, type Json } from '../../json.ts';
import { readText } from '../read-fields.ts';

/** The cluster that a `kubeConfig` names, or undefined where Flux delivers to the cluster that is checked. */
export function findElsewhere(kubeConfig: Json | undefined, destinations: readonly string[]): string | undefined {
  const { secretRef, configMapRef } = asJsonObject(kubeConfig);
  const name = readText(asJsonObject(secretRef)['name']) ?? readText(asJsonObject(configMapRef)['name']);
  if (destinations.length > 0)
    return name !== undefined && destinations.includes(name) ? undefined : (name ?? 'the cluster that Flux runs in');
  return kubeConfig === undefined ? undefined : (name ?? 'another cluster');
}
