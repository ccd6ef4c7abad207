import type { Json } from '../json.ts';
import type { DefaultsTable } from './default-values.ts';

/** What one minor version changed of the table of the one before; the first has all of it. `null`: gone. */
export interface DefaultsLayer {
  readonly version: string;
  readonly kinds: Readonly<Record<string, Readonly<Record<string, readonly Json[] | null>> | null>>;
}

type LoadLayer = () => Promise<{ readonly default: unknown }>;

/** The built-in defaults by minor version, oldest first, each made on a real API server of that version. Loaded when asked for. */
const LAYERS: readonly { readonly minor: number; readonly load: LoadLayer }[] = [
  { minor: 32, load: () => import('./defaults/1.32.json', { with: { type: 'json' } }) },
  { minor: 33, load: () => import('./defaults/1.33.json', { with: { type: 'json' } }) },
  { minor: 34, load: () => import('./defaults/1.34.json', { with: { type: 'json' } }) },
  { minor: 35, load: () => import('./defaults/1.35.json', { with: { type: 'json' } }) },
  { minor: 36, load: () => import('./defaults/1.36.json', { with: { type: 'json' } }) },
];

/** The table for a server version like `v1.34.4-eks-113cf36`: the same minor, else the nearest one (`exact: false`). */
export async function loadDefaults(serverVersion: string): Promise<{ readonly table: DefaultsTable; readonly exact: boolean } | undefined> {
  const wanted = Number(/^v?1\.(\d+)/.exec(serverVersion)?.[1]);
  const minors = LAYERS.map(({ minor }) => minor);
  const nearest = Number.isNaN(wanted)
    ? Math.max(...minors)
    : minors.reduce((a, b) => (Math.abs(b - wanted) < Math.abs(a - wanted) ? b : a));
  let table: DefaultsTable | undefined;
  for (const { minor, load } of LAYERS) {
    if (minor <= nearest) table = applyLayer(table, (await load()).default as DefaultsLayer);
  }
  return table && { table, exact: nearest === wanted };
}

/** The table of the next version. */
export function applyLayer(before: DefaultsTable | undefined, { version, kinds }: DefaultsLayer): DefaultsTable {
  const merged = { ...before?.kinds };
  for (const [kind, paths] of Object.entries(kinds)) {
    if (paths === null) delete merged[kind];
    else
      merged[kind] = Object.fromEntries(
        Object.entries({ ...merged[kind], ...paths }).flatMap(([path, values]) => (values ? [[path, values]] : [])),
      );
  }
  return { version, kinds: merged };
}
