import { spawn } from 'node:child_process';
import { isAbsolute, resolve } from 'node:path';
import { PlumblineError } from '../../core/errors.ts';
import { asJsonObject, asString, isJsonList, type Json, type JsonObject } from '../../core/json.ts';
import type { CredentialSettings } from './credential-settings.ts';
import type { KubeconfigEntry } from './kubeconfig.ts';

const PATIENCE = 60_000;

/** Runs the plugin and resolves with what it prints. A failure names the command and the first line of what it complains about. */
export function runExecCommand(
  user: KubeconfigEntry,
  command: string,
  ask: boolean,
  environment: CredentialSettings['environment'],
  info: JsonObject,
): Promise<string> {
  const exec = asJsonObject(user.body['exec']);
  const env: Record<string, string | undefined> = { ...environment, KUBERNETES_EXEC_INFO: JSON.stringify(info) };
  for (const entry of listIn(exec, 'env').map(asJsonObject)) env[asString(entry['name']) ?? ''] = asString(entry['value']) ?? '';
  const relative = command.includes('/') && !isAbsolute(command);
  return new Promise((done, fail) => {
    const child = spawn(relative ? resolve(user.directory, command) : command, listIn(exec, 'args').map(String), {
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

function listIn(object: JsonObject, field: string): readonly Json[] {
  const value = object[field];
  return isJsonList(value) ? value : [];
}

/** A plugin that fails may print what it holds. */
function hideTokens(text: string): string {
  return text.replace(/\b(eyJ[\w-]{8,}(\.[\w-]*)*|k8s-aws-v1\.[\w-]+|[A-Za-z0-9+/_-]{60,}=*)/g, '(masked)');
}
