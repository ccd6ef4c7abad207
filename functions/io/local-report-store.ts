import { randomUUID } from 'node:crypto';
import { copyFile, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf, PlumblineError } from '../core/errors.ts';
import { compareText } from '../core/kube-object.ts';
import { parseReportKey } from '../core/report-key.ts';
import { codeOf, createFile } from './create-file.ts';
import { openReportStore, type ReportStore } from './report-store.ts';
import type { ReportShelf } from './reports/report-shelf.ts';

/** The folder of reports where none is named, below the one that Plumbline runs in. */
export const USUAL_STORE = '.plumbline';

/** Reports in a folder that only its user can look into: they show what runs in a cluster. */
export function openLocalReportStore(directory: string = USUAL_STORE): ReportStore {
  return openReportStore(createShelf(directory));
}

function createShelf(directory: string): ReportShelf {
  const place = (key: string): string => join(directory, ...key.split('/'));
  const list = async (folder: string, wanted: 'file' | 'folder'): Promise<string[]> => {
    const entries = await guard(place(folder), () => readdir(place(folder), { withFileTypes: true }));
    return (entries ?? []).filter((entry) => (wanted === 'file' ? entry.isFile() : entry.isDirectory())).map(({ name }) => name);
  };
  const listFiles = async (folder: string): Promise<string[]> => (await list(folder, 'file')).map((name) => folder + name);
  return {
    describe: place,
    listFolders: (folder) => list(folder, 'folder'),
    listFiles,
    read: (key) => guard(place(key), () => readFile(place(key))),
    create: (key, content) => guardWrite(place(key), () => createFile(place(key), content)),
    advance: (latest, key) => guardWrite(place(latest), () => settleLatest(place, listFiles, latest, key)),
  };
}

/**
 * Puts the newest report in the place of `latest`, and looks again afterwards: of two runs at once the one that was behind finds the other's report
 * and puts it there. No lock, so none is ever left over.
 */
async function settleLatest(
  place: (key: string) => string,
  listFiles: (folder: string) => Promise<string[]>,
  latest: string,
  key: string,
): Promise<void> {
  const cluster = dirname(latest);
  const findNewest = async (): Promise<string> => {
    const days = await readdir(place(cluster));
    const newestDay = days
      .filter((name) => /^\d/.test(name))
      .sort(compareText)
      .at(-1);
    const keys = newestDay === undefined ? [] : await listFiles(`${cluster}/${newestDay}/`);
    return (
      keys
        .filter((candidate) => parseReportKey(candidate) !== undefined)
        .sort(compareText)
        .at(-1) ?? key
    );
  };
  let newest = await findNewest();
  for (;;) {
    await replaceByCopy(place(newest), place(latest));
    const now = await findNewest();
    if (now === newest) return;
    newest = now;
  }
}

async function replaceByCopy(from: string, to: string): Promise<void> {
  const beside = `${to}.${randomUUID()}.tmp`;
  try {
    await copyFile(from, beside);
    await rename(beside, to);
  } finally {
    await rm(beside, { force: true });
  }
}

/** What was read, undefined where nothing is there; anything else is told with its place. */
async function guard<T>(path: string, run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new PlumblineError('runtime', `stored reports cannot be read: ${path}: ${messageOf(error)}`, { cause: error });
  }
}

async function guardWrite<T>(path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new PlumblineError('runtime', `the report cannot be stored: ${path}: ${messageOf(error)}`, {
      advice: 'Name a folder that can be written with --store=DIR.',
      cause: error,
    });
  }
}
