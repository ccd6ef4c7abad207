import { KubectlV36Layer } from '@aws-cdk/lambda-layer-kubectl-v36';

/** kubectl (with Kustomize) and Helm, for functions that render. */
export class RenderingTools extends KubectlV36Layer {
  /** Where the layer puts them. */
  readonly variables: Readonly<Record<string, string>> = { PLUMBLINE_KUBECTL: '/opt/kubectl/kubectl', PLUMBLINE_HELM: '/opt/helm/helm' };
}
