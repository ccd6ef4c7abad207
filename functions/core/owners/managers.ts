import type { ManagerRule } from './manager-rule.ts';
import { argoCdManagers } from './managers/argo-cd.ts';
import { argoRolloutsManagers } from './managers/argo-rollouts.ts';
import { argoWorkflowsManagers } from './managers/argo-workflows.ts';
import { certManagerManagers } from './managers/cert-manager.ts';
import { clientLibraryManagers } from './managers/client-libraries.ts';
import { cloudControllerManagers } from './managers/cloud-controller-manager.ts';
import { clusterAutoscalerManagers } from './managers/cluster-autoscaler.ts';
import { crossplaneManagers } from './managers/crossplane.ts';
import { csiManagers } from './managers/csi.ts';
import { datadogManagers } from './managers/datadog.ts';
import { desktopClientManagers } from './managers/desktop-clients.ts';
import { eksManagers } from './managers/eks.ts';
import { externalDnsManagers } from './managers/external-dns.ts';
import { externalSecretsManagers } from './managers/external-secrets.ts';
import { flaggerManagers } from './managers/flagger.ts';
import { fleetManagers } from './managers/fleet.ts';
import { fluxManagers } from './managers/flux.ts';
import { gatekeeperManagers } from './managers/gatekeeper.ts';
import { genericNameManagers } from './managers/generic-names.ts';
import { helmManagers } from './managers/helm.ts';
import { ingressNginxManagers } from './managers/ingress-nginx.ts';
import { istioManagers } from './managers/istio.ts';
import { kappManagers } from './managers/kapp.ts';
import { karpenterManagers } from './managers/karpenter.ts';
import { kedaManagers } from './managers/keda.ts';
import { kubeApiserverManagers } from './managers/kube-apiserver.ts';
import { kubeControllerManagers } from './managers/kube-controller-manager.ts';
import { kubectlManagers } from './managers/kubectl.ts';
import { kueueManagers } from './managers/kueue.ts';
import { kyvernoManagers } from './managers/kyverno.ts';
import { linkerdManagers } from './managers/linkerd.ts';
import { nodeManagers } from './managers/nodes.ts';
import { openshiftManagers } from './managers/openshift.ts';
import { operatorLifecycleManagers } from './managers/operator-lifecycle-manager.ts';
import { prometheusOperatorManagers } from './managers/prometheus-operator.ts';
import { pulumiManagers } from './managers/pulumi.ts';
import { rancherManagers } from './managers/rancher.ts';
import { reloaderManagers } from './managers/reloader.ts';
import { scriptManagers } from './managers/scripts.ts';
import { strimziManagers } from './managers/strimzi.ts';
import { sveltosManagers } from './managers/sveltos.ts';
import { syntheticManagers } from './managers/synthetic.ts';
import { terraformManagers } from './managers/terraform.ts';
import { vaultManagers } from './managers/vault.ts';
import { veleroManagers } from './managers/velero.ts';
import { verticalPodAutoscalerManagers } from './managers/vertical-pod-autoscaler.ts';
import { webConsoleManagers } from './managers/web-consoles.ts';

/** Every known field manager. Exact names are looked up first; patterns are tried in this order, so the generic names come last. */
export const MANAGER_RULES: readonly ManagerRule[] = [
  ...syntheticManagers,
  ...kubectlManagers,
  ...argoCdManagers,
  ...fluxManagers,
  ...helmManagers,
  ...terraformManagers,
  ...pulumiManagers,
  ...crossplaneManagers,
  ...fleetManagers,
  ...kappManagers,
  ...sveltosManagers,
  ...clientLibraryManagers,
  ...desktopClientManagers,
  ...webConsoleManagers,
  ...scriptManagers,
  ...kubeControllerManagers,
  ...kubeApiserverManagers,
  ...nodeManagers,
  ...cloudControllerManagers,
  ...eksManagers,
  ...karpenterManagers,
  ...clusterAutoscalerManagers,
  ...verticalPodAutoscalerManagers,
  ...kedaManagers,
  ...certManagerManagers,
  ...externalSecretsManagers,
  ...istioManagers,
  ...linkerdManagers,
  ...kyvernoManagers,
  ...gatekeeperManagers,
  ...flaggerManagers,
  ...argoRolloutsManagers,
  ...argoWorkflowsManagers,
  ...prometheusOperatorManagers,
  ...strimziManagers,
  ...reloaderManagers,
  ...veleroManagers,
  ...ingressNginxManagers,
  ...externalDnsManagers,
  ...vaultManagers,
  ...kueueManagers,
  ...csiManagers,
  ...rancherManagers,
  ...operatorLifecycleManagers,
  ...openshiftManagers,
  ...datadogManagers,
  ...genericNameManagers,
];
