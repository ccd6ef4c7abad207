/** A path whose value the server sets, yet not as a default: two objects made alike differ there, or it repeats another field. */
export interface Exclusion {
  /** A path as the table spells it; `*` at its start stands for any fields above, at its end for any below. */
  readonly path: string;
  readonly reason: string;
}

/** Everything that comes back unsent and is not a default. */
export const exclusions: readonly Exclusion[] = [
  { path: '.metadata.uid', reason: 'Identity, given by the server.' },
  { path: '.metadata.resourceVersion', reason: 'Identity of one write.' },
  { path: '.metadata.generation', reason: 'Counts writes.' },
  { path: '.metadata.creationTimestamp', reason: 'The time of creation.' },
  { path: '.metadata.managedFields*', reason: 'Who wrote what; read by rules of its own.' },
  { path: '.metadata.namespace', reason: 'Comes from the address of the request.' },
  { path: '.metadata.labels*', reason: 'Repeats the name of the object, its identity, or the labels of its template.' },
  { path: '.spec.template.metadata.labels*', reason: 'Repeats the name and the identity of the Job.' },
  { path: '.metadata.annotations["deprecated.daemonset.template.generation"]', reason: 'Counts changes of the template.' },
  { path: '.status*', reason: 'Status is never compared.' },
  { path: '.spec.clusterIP', reason: 'Taken from a pool, except for `None`, which is sent.' },
  { path: '.spec.clusterIPs*', reason: 'Repeats `clusterIP`, which is taken from a pool.' },
  { path: '.spec.ports[].nodePort', reason: 'Taken from a pool.' },
  { path: '.spec.healthCheckNodePort', reason: 'Taken from a pool.' },
  { path: '.spec.ports[].targetPort', reason: 'Repeats `port`.' },
  { path: '*.ports[].hostPort', reason: 'Repeats `containerPort` where a pod uses the network of its host.' },
  { path: '*.resources.requests*', reason: 'Repeats `limits` where only those are given, or sums up the containers of the pod.' },
  { path: '.spec.limits[].default.*', reason: 'Repeats `max`.' },
  { path: '.spec.limits[].defaultRequest.*', reason: 'Repeats `default`, `max` or `min`.' },
  { path: '*.serviceAccount', reason: 'The old name of `serviceAccountName`, whose value it repeats.' },
  { path: '.spec.volumes', reason: 'Admission adds the token of the ServiceAccount under a random name.' },
  { path: '.spec.volumes[]', reason: 'Admission adds the token of the ServiceAccount under a random name.' },
  { path: '.spec.containers[].volumeMounts*', reason: 'Admission mounts the token of the ServiceAccount under a random name.' },
  { path: '.spec.initContainers[].volumeMounts*', reason: 'Admission mounts the token of the ServiceAccount under a random name.' },
  { path: '.spec.dataSource.*', reason: 'Repeats `dataSourceRef`.' },
  { path: '.spec.dataSourceRef.*', reason: 'Repeats `dataSource`.' },
  { path: '.spec.names.listKind', reason: 'Made from `kind`.' },
  { path: '.spec.names.singular', reason: 'Made from `kind`.' },
  { path: '.spec.devices[].taints[].timeAdded', reason: 'The time of creation.' },
  { path: '.spec.username', reason: 'Who asked for the certificate.' },
  { path: '.spec.uid', reason: 'Who asked for the certificate.' },
  { path: '.spec.groups*', reason: 'Who asked for the certificate.' },
  { path: '.spec.extra*', reason: 'Who asked for the certificate.' },
  { path: '.spec.selector*', reason: 'Repeats the labels of the template, or the identity of the Job.' },
];
