/** The Kubernetes minor versions that the suite can start, each with the patch release that `modules/` pins. */
export const kubernetesVersions = {
  '1.32': '1.32.13',
  '1.33': '1.33.13',
  '1.34': '1.34.4',
  '1.35': '1.35.4',
  '1.36': '1.36.3',
} as const;

export type KubernetesMinor = keyof typeof kubernetesVersions;

/** Module proxies no longer hold all that the controller manager of these is made of, so their control plane runs without controllers. */
export const minorsWithoutControllers: readonly KubernetesMinor[] = ['1.32'];

/** In ascending order. */
export const kubernetesMinors = Object.keys(kubernetesVersions) as KubernetesMinor[];

/** The version that tests run on unless they ask for another. */
export const defaultMinor: KubernetesMinor = '1.34';

/** Throws for a minor version that `modules/` does not pin. */
export function parseMinor(text: string): KubernetesMinor {
  const minor = kubernetesMinors.find((known) => known === text || kubernetesVersions[known] === text);
  if (minor === undefined) throw new Error(`Kubernetes ${text} is not pinned; known: ${kubernetesMinors.join(', ')}`);
  return minor;
}
