import type { Credentials } from './credentials.ts';

/** Everything that the flags of the programs of one control plane depend on. */
export interface ControlPlaneSettings {
  directory: string;
  etcdPort: number;
  etcdPeerPort: number;
  apiPort: number;
  caFile: string;
  auditLogPath: string;
  auditPolicyFile: string;
  controllerManagerKubeconfig: string;
  credentials: Credentials;
}

/** Nothing here survives the test, so etcd need not wait for the disk. */
export function listEtcdFlags(settings: ControlPlaneSettings): string[] {
  const [client, peer] = [`http://127.0.0.1:${settings.etcdPort}`, `http://127.0.0.1:${settings.etcdPeerPort}`];
  return [
    `--data-dir=${settings.directory}/etcd`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

/** The API server writes its own certificate, authority included, to the certificate directory. */
export function listApiServerFlags(settings: ControlPlaneSettings): string[] {
  const { credentials } = settings;
  return [
    `--etcd-servers=http://127.0.0.1:${settings.etcdPort}`,
    '--bind-address=127.0.0.1',
    // Loopback is refused as an endpoint of the Service `kubernetes`; this address is reserved for documentation.
    '--advertise-address=192.0.2.1',
    `--secure-port=${settings.apiPort}`,
    `--cert-dir=${settings.directory}/certificates`,
    `--token-auth-file=${credentials.tokenFile}`,
    '--authorization-mode=RBAC',
    '--allow-privileged=true',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${credentials.serviceAccountKeyFile}`,
    `--service-account-signing-key-file=${credentials.serviceAccountKeyFile}`,
    `--audit-policy-file=${settings.auditPolicyFile}`,
    `--audit-log-path=${settings.auditLogPath}`,
    '--profiling=false',
  ];
}

/** One ServiceAccount for each controller, as kubeadm and EKS have it. */
export function listControllerManagerFlags(settings: ControlPlaneSettings): string[] {
  return [
    `--kubeconfig=${settings.controllerManagerKubeconfig}`,
    `--root-ca-file=${settings.caFile}`,
    `--service-account-private-key-file=${settings.credentials.serviceAccountKeyFile}`,
    '--use-service-account-credentials=true',
    '--leader-elect=false',
    // The limit that clients put on themselves would make the start take five seconds longer.
    '--kube-api-qps=1000',
    '--kube-api-burst=1000',
    '--secure-port=0',
    '--profiling=false',
  ];
}
