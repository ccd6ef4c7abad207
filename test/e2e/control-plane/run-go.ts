import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** Runs `go` at low priority, so that a build does not starve the tests beside it. Returns what it printed; its error ends with Go's own. */
export async function runGo(directory: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' };
  const child = spawn('nice', ['go', ...args], { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const [code, output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`go ${args[0]} failed:\n${errors.split('\n').slice(-20).join('\n')}`);
  return output;
}
