/** Groups whose objects have `apiVersion` and `kind` but are read by a tool on somebody's machine or by a component's command line, never by an API server. */
const LOCAL_GROUPS: ReadonlyMap<string, string> = new Map([
  ['apiserver.config.k8s.io', 'kube-apiserver'],
  ['apiserver.k8s.io', 'kube-apiserver'],
  ['audit.k8s.io', 'kube-apiserver'],
  ['backstage.io', 'Backstage'],
  ['chainsaw.kyverno.io', 'Chainsaw'],
  ['cli.kyverno.io', 'the Kyverno CLI'],
  ['client.authentication.k8s.io', 'kubectl'],
  ['ctlptl.dev', 'ctlptl'],
  ['eksctl.io', 'eksctl'],
  ['k3d.io', 'k3d'],
  ['kind.x-k8s.io', 'kind'],
  ['kubeadm.k8s.io', 'kubeadm'],
  ['kubecontrollermanager.config.k8s.io', 'kube-controller-manager'],
  ['kubelet.config.k8s.io', 'kubelet'],
  ['kubeproxy.config.k8s.io', 'kube-proxy'],
  ['kubescheduler.config.k8s.io', 'kube-scheduler'],
  ['kustomize.config.k8s.io', 'kustomize'],
  ['kuttl.dev', 'KUTTL'],
  ['skaffold', 'Skaffold'],
]);

/** Who reads this configuration, or undefined where it may be an object of a cluster. */
export function findLocalReader(group: string, version: string, kind: string): string | undefined {
  if (group === '' && version === 'v1' && kind === 'Config') return 'kubectl';
  return LOCAL_GROUPS.get(group);
}
