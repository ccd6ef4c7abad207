import { spawn } from 'node:child_process';
import { isAbsolute, resolve } from 'node:path';
import { PlumblineError } from '../../core/errors.ts';
import { asJsonObject, asString, isJsonList, type Json, type JsonObject, parseJson } from '../../core/json.ts';
import type { CredentialSettings } from './credentials.ts';
import type { KubeconfigEntry } from './kubeconfig.ts';

/** What an exec plugin gave out, and until when (milliseconds since 1970; undefined: until the server refuses it). */
export interface ExecCredential {
  readonly token?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly expires?: number;
}

const PATIENCE = 60_000;

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
  const output = await run(user, command, ask, settings.environment, {
    kind: 'ExecCredential',
    apiVersion: asString(exec['apiVersion']) ?? 'client.authentication.k8s.io/v1',
    spec: { interactive: ask, ...(exec['provideClusterInfo'] === true ? { cluster: describeCluster(cluster) } : {}) },
  });
  return parseCredential(output, command, user.name);
}

function run(
  user: KubeconfigEntry,
  command: string,
  ask: boolean,
  environment: CredentialSettings['environment'],
  info: JsonObject,
): Promise<string> {
  const exec = asJsonObject(user.body['exec']);
  const env: Record<string, string | undefined> = { ...environment, KUBERNETES_EXEC_INFO: JSON.stringify(info) };
  for (const entry of listOf(exec['env']).map(asJsonObject)) env[asString(entry['name']) ?? ''] = asString(entry['value']) ?? '';
  const relative = command.includes('/') && !isAbsolute(command);
  return new Promise((done, fail) => {
    const child = spawn(relative ? resolve(user.directory, command) : command, listOf(exec['args']).map(String), {
      env,
      stdio: [ask ? 'inherit' : 'ignore', 'pipe', 'pipe'],
    });
    // A person may take their time.
    const patience = ask ? undefined : setTimeout(() => child.kill(), PATIENCE);
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      if (ask) process.stderr.write(text);
    });
    child.on('error', (error) => {
      clearTimeout(patience);
      const missing = 'code' in error && error.code === 'ENOENT';
      const hint = asString(exec['installHint'])?.trim();
      fail(
        new PlumblineError(
          'kubeconfig',
          `the exec plugin ${command} of user "${user.name}" ${missing ? 'is not there' : `cannot be run (${error.message})`}`,
          {
            advice: hint || `install ${command}, or put it on the PATH`,
          },
        ),
      );
    });
    child.on('close', (code, signal) => {
      clearTimeout(patience);
      if (code === 0) return done(stdout);
      const how =
        code === null
          ? `was stopped (${signal}${signal === 'SIGTERM' ? `, after ${PATIENCE / 1000} s` : ''})`
          : `failed with exit code ${code}`;
      const said = hideTokens(stderr.split('\n').find((line) => line.trim() !== '') ?? '').slice(0, 300);
      fail(
        new PlumblineError('kubeconfig', `the exec plugin ${command} of user "${user.name}" ${how}${said ? `: ${said}` : ''}`, {
          advice: `run "${command}" by hand as the kubeconfig does; its login may have expired`,
        }),
      );
    });
  });
}

function describeCluster(cluster: KubeconfigEntry): JsonObject {
  const { server, extensions, ...body } = cluster.body;
  const passed = ['tls-server-name', 'insecure-skip-tls-verify', 'certificate-authority-data', 'proxy-url'].filter(
    (key) => body[key] !== undefined,
  );
  const own = listOf(extensions)
    .map(asJsonObject)
    .find((extension) => extension['name'] === 'client.authentication.k8s.io/exec');
  const config = own?.['extension'];
  return {
    server: server ?? '',
    ...Object.fromEntries(passed.map((key) => [key, body[key] ?? null])),
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

function listOf(value: Json | undefined): readonly Json[] {
  return isJsonList(value) ? value : [];
}

/** A plugin that fails may print what it holds. */
function hideTokens(text: string): string {
  return text.replace(/\b(eyJ[\w-]{8,}(\.[\w-]*)*|k8s-aws-v1\.[\w-]+|[A-Za-z0-9+/_-]{60,}=*)/g, '(masked)');
}
