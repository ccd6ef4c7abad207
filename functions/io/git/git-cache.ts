import { createHash, randomUUID } from 'node:crypto';
import { copyFile, cp, link, mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** How long a clone that is no longer the newest is kept: another process may still be reading it. */
const KEEP_MS = 60 * 60 * 1000;
/** Each update adds a pack; past this many a fresh clone is quicker to read. */
const MAX_PACKS = 20;

/**
 * Clones of one remote, each a folder named after its commit. A clone is made elsewhere and moved to its place whole, and never changed afterwards:
 * processes that share the cache need no lock, and one that is killed leaves nothing half made under a commit's name.
 */
export class GitCache {
  private readonly folder: string;

  constructor(cacheDir: string, url: string) {
    this.folder = join(cacheDir, 'git', createHash('sha256').update(url).digest('hex').slice(0, 24));
  }

  /** The clone that holds this commit, or undefined. One that is damaged is removed. */
  async find(commit: string): Promise<string | undefined> {
    const gitdir = join(this.folder, commit);
    if (!(await exists(gitdir))) return undefined;
    if (!(await isWhole(gitdir))) {
      await rm(gitdir, { recursive: true, force: true });
      return undefined;
    }
    await utimes(gitdir, new Date(), new Date()).catch(() => undefined);
    return gitdir;
  }

  /** An empty folder for a clone in the making. */
  async start(): Promise<string> {
    const gitdir = join(this.folder, `.new-${randomUUID()}`);
    await mkdir(gitdir, { recursive: true });
    return gitdir;
  }

  /** A copy of the newest whole clone to be brought up to date, or undefined. Packs never change, so they are linked. */
  async startFromNewest(): Promise<string | undefined> {
    const [newest] = await this.listClones();
    if (newest === undefined || !(await isWhole(newest.gitdir)) || (await listPacks(newest.gitdir)).length >= MAX_PACKS * 2)
      return undefined;
    const gitdir = await this.start();
    const packs = 'objects/pack';
    await cp(newest.gitdir, gitdir, { recursive: true, filter: (path) => !path.includes(`/${packs}/`) });
    for (const pack of await listPacks(newest.gitdir)) {
      const [from, to] = [join(newest.gitdir, packs, pack), join(gitdir, packs, pack)];
      await link(from, to).catch(() => copyFile(from, to));
    }
    return gitdir;
  }

  /** Puts a finished clone in its place, and returns that place. Another process may have been quicker; then its clone is taken. */
  async finish(gitdir: string, commit: string): Promise<string> {
    const place = join(this.folder, commit);
    try {
      await rename(gitdir, place);
    } catch (error) {
      if (!(await exists(place))) throw error;
      await this.discard(gitdir);
    }
    await this.removeOld(place);
    return place;
  }

  async discard(gitdir: string): Promise<void> {
    await rm(gitdir, { recursive: true, force: true });
  }

  private async removeOld(current: string): Promise<void> {
    const names = await readdir(this.folder);
    for (const name of names) {
      const gitdir = join(this.folder, name);
      const age =
        Date.now() -
        (await stat(gitdir)
          .then((found) => found.mtimeMs)
          .catch(() => Date.now()));
      if (gitdir !== current && age > KEEP_MS) await this.discard(gitdir);
    }
  }

  private async listClones(): Promise<{ readonly gitdir: string; readonly used: number }[]> {
    const names = await readdir(this.folder).catch(() => []);
    const clones = await Promise.all(
      names
        .filter((name) => /^[0-9a-f]{40}$/.test(name))
        .map(async (name) => ({ gitdir: join(this.folder, name), used: (await stat(join(this.folder, name))).mtimeMs })),
    );
    return clones.sort((a, b) => b.used - a.used);
  }
}

/** True where every pack has its index and matches its own checksum: a full disk or a killed process leaves packs that do not. */
async function isWhole(gitdir: string): Promise<boolean> {
  const names = await listPacks(gitdir);
  const packs = names.filter((name) => name.endsWith('.pack'));
  if (packs.length === 0) return false;
  for (const pack of packs) {
    const content = await readFile(join(gitdir, 'objects/pack', pack));
    const index = await readFile(join(gitdir, 'objects/pack', pack.replace(/\.pack$/, '.idx'))).catch(() => undefined);
    if (index === undefined || !endsWithDigest(content) || !endsWithDigest(index)) return false;
  }
  return true;
}

function endsWithDigest(content: Buffer): boolean {
  const digest = createHash('sha1').update(content.subarray(0, -20)).digest();
  return digest.equals(content.subarray(-20));
}

async function listPacks(gitdir: string): Promise<string[]> {
  const names = await readdir(join(gitdir, 'objects/pack')).catch(() => []);
  return names.filter((name) => /\.(?:pack|idx)$/.test(name));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
