/** A kind as RBAC and discovery name it. */
export interface ReadableKind {
  readonly group: string;
  /** The plural in URLs and roles. */
  readonly resource: string;
  readonly kind: string;
}

/** Every kind with a `list` verb that Kubernetes 1.32 to 1.36 serve by themselves, by API group. `resource Kind`, data only. */
const BY_GROUP: Readonly<Record<string, string>> = {
  '': 'configmaps ConfigMap, endpoints Endpoints, events Event, limitranges LimitRange, namespaces Namespace, nodes Node, persistentvolumeclaims PersistentVolumeClaim, persistentvolumes PersistentVolume, pods Pod, podtemplates PodTemplate, replicationcontrollers ReplicationController, resourcequotas ResourceQuota, secrets Secret, serviceaccounts ServiceAccount, services Service',
  'admissionregistration.k8s.io':
    'mutatingadmissionpolicies MutatingAdmissionPolicy, mutatingadmissionpolicybindings MutatingAdmissionPolicyBinding, mutatingwebhookconfigurations MutatingWebhookConfiguration, validatingadmissionpolicies ValidatingAdmissionPolicy, validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding, validatingwebhookconfigurations ValidatingWebhookConfiguration',
  'apiextensions.k8s.io': 'customresourcedefinitions CustomResourceDefinition',
  'apiregistration.k8s.io': 'apiservices APIService',
  apps: 'controllerrevisions ControllerRevision, daemonsets DaemonSet, deployments Deployment, replicasets ReplicaSet, statefulsets StatefulSet',
  autoscaling: 'horizontalpodautoscalers HorizontalPodAutoscaler',
  batch: 'cronjobs CronJob, jobs Job',
  'certificates.k8s.io':
    'certificatesigningrequests CertificateSigningRequest, clustertrustbundles ClusterTrustBundle, podcertificaterequests PodCertificateRequest',
  'coordination.k8s.io': 'leasecandidates LeaseCandidate, leases Lease',
  'discovery.k8s.io': 'endpointslices EndpointSlice',
  'events.k8s.io': 'events Event',
  'flowcontrol.apiserver.k8s.io': 'flowschemas FlowSchema, prioritylevelconfigurations PriorityLevelConfiguration',
  'networking.k8s.io':
    'ingressclasses IngressClass, ingresses Ingress, ipaddresses IPAddress, networkpolicies NetworkPolicy, servicecidrs ServiceCIDR',
  'node.k8s.io': 'runtimeclasses RuntimeClass',
  policy: 'poddisruptionbudgets PodDisruptionBudget',
  'rbac.authorization.k8s.io': 'clusterrolebindings ClusterRoleBinding, clusterroles ClusterRole, rolebindings RoleBinding, roles Role',
  'resource.k8s.io':
    'deviceclasses DeviceClass, devicetaintrules DeviceTaintRule, resourceclaims ResourceClaim, resourceclaimtemplates ResourceClaimTemplate, resourceslices ResourceSlice',
  'scheduling.k8s.io': 'priorityclasses PriorityClass',
  'storage.k8s.io':
    'csidrivers CSIDriver, csinodes CSINode, csistoragecapacities CSIStorageCapacity, storageclasses StorageClass, volumeattachments VolumeAttachment, volumeattributesclasses VolumeAttributesClass',
  'storagemigration.k8s.io': 'storageversionmigrations StorageVersionMigration',
};

/** The built-in kinds, for a role made without asking a cluster. */
export const BUILT_IN_KINDS: readonly ReadableKind[] = Object.entries(BY_GROUP).flatMap(([group, kinds]) =>
  kinds.split(', ').map((pair) => {
    const [resource = '', kind = ''] = pair.split(' ');
    return { group, resource, kind };
  }),
);

/** True for an API group that Kubernetes defines itself: its kinds are named one by one, a new one is not read unasked. */
export function isBuiltInGroup(group: string): boolean {
  return group in BY_GROUP;
}
