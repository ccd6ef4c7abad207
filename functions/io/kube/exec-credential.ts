import { PlumblineError } from '../../core/errors.ts';
import { asJsonObject, asString, isJsonList, type Json, type JsonObject, parseJson } from '../../core/json.ts';
import type { CredentialSettings } from './credential-settings.ts';
import { readData } from './entry-data.ts';
import type { KubeconfigEntry } from './kubeconfig.ts';
import { runExecCommand } from './run-exec-command.ts';

/** What an exec plugin gave out, and until when (milliseconds since 1970; undefined: until the server refuses it). */
export interface ExecCredential {
  readonly token?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly expires?: number;
}

/**
 * Runs the exec plugin of a kubeconfig user as `client.authentication.k8s.io` v1 and v1beta1 ask for. `interactive`: whether a person sits at
 * the terminal; the plugin's questions then go there.
 */
export async function runExecPlugin(
  user: KubeconfigEntry,
  cluster: KubeconfigEntry,
  settings: CredentialSettings,
): Promise<ExecCredential> {
  const exec = asJsonObject(user.body['exec']);
  const command = asString(exec['command']) ?? '';
  const { interactive } = settings;
  const mode = asString(exec['interactiveMode']) ?? 'IfAvailable';
  if (command === '') throw new PlumblineError('kubeconfig', `user "${user.name}" has an exec plugin without a command`);
  if (mode === 'Always' && !interactive) {
    throw new PlumblineError(
      'kubeconfig',
      `the exec plugin ${command} of user "${user.name}" wants to ask questions, and there is no terminal`,
      {
        advice: 'log in by hand first, or use credentials made for machines',
      },
    );
  }
  const ask = interactive && mode !== 'Never';
  const output = await runExecCommand(user, command, ask, settings.environment, {
    kind: 'ExecCredential',
    apiVersion: asString(exec['apiVersion']) ?? 'client.authentication.k8s.io/v1',
    spec: { interactive: ask, ...(exec['provideClusterInfo'] === true ? { cluster: await describeCluster(cluster) } : {}) },
  });
  return parseCredential(output, command, user.name);
}

/** The cluster as the plugin may see it: a file with its authority is passed as what it holds. */
async function describeCluster(cluster: KubeconfigEntry): Promise<JsonObject> {
  const { body } = cluster;
  const passed = ['server', 'tls-server-name', 'insecure-skip-tls-verify', 'proxy-url'].filter((key) => body[key] !== undefined);
  const authority = await readData(cluster, 'certificate-authority');
  const extensions = isJsonList(body['extensions']) ? body['extensions'].map(asJsonObject) : [];
  const config = extensions.find((extension) => extension['name'] === 'client.authentication.k8s.io/exec')?.['extension'];
  return {
    ...Object.fromEntries(passed.map((key) => [key, body[key] ?? null])),
    ...(authority === undefined ? {} : { 'certificate-authority-data': authority.toString('base64') }),
    ...(config === undefined ? {} : { config }),
  };
}

function parseCredential(output: string, command: string, user: string): ExecCredential {
  const status = asJsonObject(asJsonObject(parseOrNull(output))['status']);
  const [token, certificate, key] = [status['token'], status['clientCertificateData'], status['clientKeyData']].map(asString);
  const expires = Date.parse(asString(status['expirationTimestamp']) ?? '');
  if (token === undefined && certificate === undefined) {
    throw new PlumblineError(
      'kubeconfig',
      `the exec plugin ${command} of user "${user}" printed no ExecCredential with a token or client certificate`,
    );
  }
  return {
    ...(token === undefined ? {} : { token }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(key === undefined ? {} : { key }),
    ...(Number.isNaN(expires) ? {} : { expires }),
  };
}

function parseOrNull(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
