import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { makeFolder, makeRepository } from './git-repository.ts';

/** True where the tool is there. CI has them: a test that is skipped for want of one says so. */
export function hasTool(name: string): boolean {
  return spawnSync('which', [name], { stdio: 'ignore' }).status === 0;
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

/** A repository in which git itself signs and verifies, with nothing of the machine's own keys and settings. */
export interface SigningRepository {
  readonly folder: string;
  readonly home: string;
  /** Runs git with these settings, `key=value`. `at` is the time of a commit, RFC 3339. */
  readonly git: (args: readonly string[], settings?: readonly string[], at?: string) => string;
  /** What `git log --format=%G?` says of HEAD, and whether `git verify-commit` accepts it. */
  readonly ask: (settings: readonly string[], revision?: string) => { readonly letter: string; readonly accepts: boolean };
  /** The raw object, as git stores it. */
  readonly readObject: (type: 'commit' | 'tag', revision?: string) => Buffer;
  /** Stores a commit as it stands, however broken, and returns its name. */
  readonly writeCommit: (content: Buffer) => string;
  readonly run: (tool: string, args: readonly string[], input?: string) => string;
}

/** The home is short: gpg-agent listens on a socket in it. */
export function makeSigningRepository(t: TestContext): SigningRepository {
  const folder = makeRepository(t, { 'a.yaml': 'a: 1\n' });
  const home = mkdtempSync('/tmp/plg-');
  t.after(() => {
    if (hasTool('gpgconf')) spawnSync('gpgconf', ['--kill', 'all'], { env: { PATH: process.env['PATH'], GNUPGHOME: home } });
    rmSync(home, { recursive: true, force: true });
  });
  const environment = (at = '2026-01-02T00:00:00Z'): NodeJS.ProcessEnv => ({
    PATH: process.env['PATH'],
    HOME: home,
    GNUPGHOME: home,
    TZ: 'UTC',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...IDENTITY,
    GIT_AUTHOR_DATE: at,
    GIT_COMMITTER_DATE: at,
  });
  const flags = (settings: readonly string[]): string[] => settings.flatMap((setting) => ['-c', setting]);
  const git: SigningRepository['git'] = (args, settings = [], at) =>
    execFileSync('git', ['-C', folder, ...flags(settings), ...args], { env: environment(at), encoding: 'utf8', stdio: 'pipe' }).trim();
  return {
    folder,
    home,
    git,
    ask: (settings, revision = 'HEAD') => ({
      letter: git(['log', '-1', '--format=%G?', revision], settings),
      accepts: spawnSync('git', ['-C', folder, ...flags(settings), 'verify-commit', revision], { env: environment() }).status === 0,
    }),
    readObject: (type, revision = 'HEAD') =>
      execFileSync('git', ['-C', folder, 'cat-file', type, revision], { env: environment(), maxBuffer: 1 << 26 }),
    writeCommit: (content) =>
      execFileSync('git', ['-C', folder, 'hash-object', '-t', 'commit', '-w', '--literally', '--stdin'], {
        env: environment(),
        input: content,
        encoding: 'utf8',
      }).trim(),
    run: (tool, args, input) =>
      execFileSync(tool, [...args], { env: environment(), encoding: 'utf8', stdio: 'pipe', ...(input === undefined ? {} : { input }) }),
  };
}

/** An SSH key pair made by ssh-keygen. `line` is its public key, as an allowed-signers file has it. */
export interface SshKeyFile {
  readonly file: string;
  readonly line: string;
}

export function makeSshKey(t: TestContext, type: 'ed25519' | 'rsa' | 'ecdsa' = 'ed25519', bits?: number): SshKeyFile {
  const file = join(makeFolder(t), 'key');
  const size = bits === undefined ? [] : ['-b', String(bits)];
  execFileSync('ssh-keygen', ['-q', '-t', type, ...size, '-N', '', '-C', '', '-f', file], { stdio: 'pipe' });
  return { file, line: readFileSync(`${file}.pub`, 'utf8').trim() };
}

export function sshSettings({ file }: SshKeyFile): string[] {
  return ['gpg.format=ssh', `user.signingKey=${file}`, 'commit.gpgSign=true'];
}

/** The setting that makes git itself trust the signers of this text. */
export function allowSigners(t: TestContext, text: string): string {
  const file = join(makeFolder(t), 'allowed_signers');
  writeFileSync(file, text);
  return `gpg.ssh.allowedSignersFile=${file}`;
}

/** An OpenPGP key pair made by gpg; `options` such as `--faked-system-time`. Returns its fingerprint. */
export function makeOpenPgpKey(
  { run }: SigningRepository,
  user: string,
  { expires = 'never', algorithm = 'ed25519', options = [] }: { expires?: string; algorithm?: string; options?: readonly string[] } = {},
): string {
  const words = ['--batch', '--quiet', '--passphrase', '', '--pinentry-mode', 'loopback', ...options];
  run('gpg', [...words, '--quick-generate-key', user, algorithm, 'sign', expires]);
  const listed = run('gpg', ['--list-keys', '--with-colons', user]);
  return /^fpr:+([0-9A-F]+):/m.exec(listed)?.[1] ?? '';
}

/** The armored public key. */
export function exportOpenPgpKey({ run }: SigningRepository, fingerprint: string): string {
  return run('gpg', ['--armor', '--export', fingerprint]);
}

/** Settings with which git signs by this key, and counts every key of its keyring as trusted. */
export function openPgpSettings(repository: SigningRepository, fingerprint: string): string[] {
  writeFileSync(join(repository.home, 'gpg.conf'), 'trust-model always\nno-auto-key-retrieve\n');
  return ['gpg.format=openpgp', `user.signingKey=${fingerprint}`, 'commit.gpgSign=true'];
}
