import { spawn } from 'node:child_process';

/** What a tool may take. */
export interface ToolLimits {
  readonly timeoutMs: number;
  /** Bytes on stdout; more ends the tool. */
  readonly outputBytes: number;
  /** Bytes of address space. Go reserves more than it uses: less than 1 GB keeps it from starting. */
  readonly memoryBytes: number;
}

/** How a tool ended. `stopped`: it reached a limit, and was ended with all its children. */
export type ToolRun =
  | { readonly type: 'done'; readonly output: string }
  | { readonly type: 'failed'; readonly stderr: string }
  | { readonly type: 'stopped'; readonly why: string };

const ERROR_BYTES = 64 * 1024;
const OUT_OF_MEMORY = /out of memory|cannot allocate memory|failed to reserve|errno=12/i;

/** A proxy that is not there: a tool has nothing to fetch. */
const NOWHERE = 'http://127.0.0.1:9';

/**
 * Runs a tool on a folder: no credentials, no home, no PATH, no network, limits on time, output and memory. Everything it started ends with it.
 * Never throws for what the tool does.
 */
export function runTool(binary: string, args: readonly string[], folder: string, limits: ToolLimits): Promise<ToolRun> {
  const [command, argv] = limitMemory(binary, args, limits.memoryBytes);
  return new Promise((done) => {
    const child = spawn(command, argv, { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: buildEnvironment(folder) });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let stderr = '';
    let why: string | undefined;
    const stop = (reason: string): void => {
      why ??= reason;
      endGroup(child.pid);
    };
    const timer = setTimeout(() => stop(`it took longer than ${limits.timeoutMs / 1000} s`), limits.timeoutMs);
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limits.outputBytes) stop(`it printed more than ${Math.floor(limits.outputBytes / 1_000_000)} MB`);
      else chunks.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < ERROR_BYTES) stderr += chunk.toString('utf8');
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      done({ type: 'failed', stderr: `it cannot be run (${'code' in error ? String(error.code) : error.name})` });
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      // A child of it may still be there.
      endGroup(child.pid);
      if (why !== undefined) done({ type: 'stopped', why });
      else if (code === 0) done({ type: 'done', output: Buffer.concat(chunks).toString('utf8') });
      else if (code === null || OUT_OF_MEMORY.test(stderr)) {
        done({ type: 'stopped', why: code === null ? `it was ended (${signal})` : 'it needed more memory than it may have' });
      } else done({ type: 'failed', stderr });
    });
  });
}

function limitMemory(binary: string, args: readonly string[], bytes: number): readonly [string, readonly string[]] {
  if (process.platform === 'win32') return [binary, args];
  // macOS knows no limit of address space.
  return ['/bin/sh', ['-c', 'ulimit -v "$1" 2>/dev/null; shift; exec "$@"', 'sh', String(Math.floor(bytes / 1024)), binary, ...args]];
}

function buildEnvironment(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: '',
    HOME: folder,
    TMPDIR: folder,
    HTTP_PROXY: NOWHERE,
    HTTPS_PROXY: NOWHERE,
    NO_PROXY: '',
    KUBECONFIG: '/dev/null',
    HELM_NO_PLUGINS: '1',
    GOMAXPROCS: '2',
  };
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
