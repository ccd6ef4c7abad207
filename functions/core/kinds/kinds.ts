import type { KindProfile } from './kind-profile.ts';
import { anyKind } from './profiles/any-kind.ts';
import { apiService } from './profiles/api-service.ts';
import { argoApplication } from './profiles/argo-application.ts';
import { clusterService } from './profiles/cluster-service.ts';
import { customResourceDefinition } from './profiles/custom-resource-definition.ts';
import { daemonSet } from './profiles/daemon-set.ts';
import { deployment } from './profiles/deployment.ts';
import { ec2NodeClass } from './profiles/ec2-node-class.ts';
import { gateway } from './profiles/gateway.ts';
import { gatewayClass } from './profiles/gateway-class.ts';
import { ingress } from './profiles/ingress.ts';
import { job } from './profiles/job.ts';
import { mutatingWebhookConfiguration } from './profiles/mutating-webhook-configuration.ts';
import { namespace } from './profiles/namespace.ts';
import { node } from './profiles/node.ts';
import { nodeClaim } from './profiles/node-claim.ts';
import { nodePool } from './profiles/node-pool.ts';
import { persistentVolume } from './profiles/persistent-volume.ts';
import { persistentVolumeClaim } from './profiles/persistent-volume-claim.ts';
import { pod } from './profiles/pod.ts';
import { scaledObject } from './profiles/scaled-object.ts';
import { serviceAccount } from './profiles/service-account.ts';
import { statefulSet } from './profiles/stateful-set.ts';
import { targetGroupBinding } from './profiles/target-group-binding.ts';
import { tokenSecret } from './profiles/token-secret.ts';
import { validatingWebhookConfiguration } from './profiles/validating-webhook-configuration.ts';

/** Everything that is known of particular kinds; the first profile is of every kind. */
export const KINDS: readonly KindProfile[] = [
  anyKind,
  apiService,
  argoApplication,
  clusterService,
  customResourceDefinition,
  daemonSet,
  deployment,
  ec2NodeClass,
  gatewayClass,
  gateway,
  ingress,
  job,
  mutatingWebhookConfiguration,
  namespace,
  nodeClaim,
  nodePool,
  node,
  persistentVolumeClaim,
  persistentVolume,
  pod,
  scaledObject,
  serviceAccount,
  statefulSet,
  targetGroupBinding,
  tokenSecret,
  validatingWebhookConfiguration,
];
