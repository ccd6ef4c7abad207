/**
 * Starts a real Kubernetes control plane on loopback for one test file: etcd, kube-apiserver with TLS, RBAC and an audit log, and
 * kube-controller-manager with its normal controllers. There are no nodes, so pods stay pending.
 *
 *     const cluster = await startControlPlane(binaries)   // binaries from findControlPlane() or buildControlPlane()
 *     after(() => cluster.stop())
 *
 * Everything lies in a temporary directory and ends with this process, however that ends.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiAccess } from './api-request.ts';
import type { ControlPlaneBinaries } from './binaries.ts';
import { readerUser, writeCredentials } from './credentials.ts';
import { findFreePorts } from './free-port.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { type LeashedProcess, startLeashed } from './leashed-process.ts';
import { type ControlPlaneSettings, listApiServerFlags, listControllerManagerFlags, listEtcdFlags } from './program-flags.ts';
import { waitUntilControllersWork, waitUntilReady } from './wait-until-ready.ts';

/** A running control plane and the ways into it. */
export interface ControlPlane {
  url: string;
  /** The authority that signed the certificate of the API server, in PEM. */
  caFile: string;
  /** Belongs to `system:masters`. */
  adminKubeconfigPath: string;
  /** A user named `reader` who may do nothing until a test binds a role to them. */
  readerKubeconfigPath: string;
  adminToken: string;
  readerToken: string;
  /** One JSON event a line at level Metadata: who asked for what, with which user agent, and how it was decided. */
  auditLogPath: string;
  kubectlPath: string;
  /** Removed by `stop()`; holds the logs of the programs until then. */
  directory: string;
  stop(): Promise<void>;
}

/** Resolves when the API server is ready and, where there is a controller manager, has made the first ServiceAccounts. Extra flags go to the API server. */
export async function startControlPlane(binaries: ControlPlaneBinaries, extraFlags: readonly string[] = []): Promise<ControlPlane> {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-control-plane-'));
  const processes: LeashedProcess[] = [];
  const removeDirectory = () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  const stop = async () => {
    for (const started of processes) started.kill();
    await Promise.all(processes.map((started) => started.ended));
    process.off('exit', removeDirectory);
    removeDirectory();
  };
  process.on('exit', removeDirectory);
  try {
    const settings = await writeSettings(directory);
    const url = `https://127.0.0.1:${settings.apiPort}`;
    const start = (name: string, program: string, flags: string[]) => processes.push(startLeashed(name, [program, ...flags], directory));
    start('etcd', binaries.etcd, listEtcdFlags(settings));
    start('kube-apiserver', binaries.apiServer, [...listApiServerFlags(settings), ...extraFlags]);
    const access: ApiAccess = { url, caFile: settings.caFile, token: settings.credentials.admin };
    await waitUntilReady(access, processes);
    if (binaries.controllerManager !== null) {
      start('kube-controller-manager', binaries.controllerManager, listControllerManagerFlags(settings));
      await waitUntilControllersWork(access, processes);
    }
    return describeControlPlane(settings, url, binaries.kubectl, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function writeSettings(directory: string): Promise<ControlPlaneSettings> {
  const [etcdPort = 0, etcdPeerPort = 0, apiPort = 0] = await findFreePorts(3);
  const credentials = writeCredentials(directory);
  const caFile = join(directory, 'certificates', 'apiserver.crt');
  const auditPolicyFile = join(directory, 'audit-policy.json');
  const policy = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', omitStages: ['RequestReceived'], rules: [{ level: 'Metadata' }] };
  mkdirSync(join(directory, 'certificates'));
  writeFileSync(auditPolicyFile, JSON.stringify(policy));
  const cluster = { url: `https://127.0.0.1:${apiPort}`, caFile };
  const controllerManagerKubeconfig = join(directory, 'controller-manager.kubeconfig');
  writeKubeconfig(join(directory, 'admin.kubeconfig'), cluster, { name: 'admin', token: credentials.admin });
  writeKubeconfig(join(directory, 'reader.kubeconfig'), cluster, { name: readerUser, token: credentials.reader });
  writeKubeconfig(controllerManagerKubeconfig, cluster, { name: 'kube-controller-manager', token: credentials.controllerManager });
  const auditLogPath = join(directory, 'audit.log');
  return { directory, etcdPort, etcdPeerPort, apiPort, caFile, auditLogPath, auditPolicyFile, controllerManagerKubeconfig, credentials };
}

function describeControlPlane(settings: ControlPlaneSettings, url: string, kubectlPath: string, stop: () => Promise<void>): ControlPlane {
  const { directory, caFile, auditLogPath, credentials } = settings;
  return {
    url,
    caFile,
    adminKubeconfigPath: join(directory, 'admin.kubeconfig'),
    readerKubeconfigPath: join(directory, 'reader.kubeconfig'),
    adminToken: credentials.admin,
    readerToken: credentials.reader,
    auditLogPath,
    kubectlPath,
    directory,
    stop,
  };
}
