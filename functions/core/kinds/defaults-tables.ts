import type { DefaultsTable } from './default-values.ts';

type LoadTable = () => Promise<{ readonly default: unknown }>;

/** The tables of built-in defaults by minor version, each made on a real API server of that version. Loaded when asked for. */
export const DEFAULTS_TABLES: Readonly<Record<string, LoadTable>> = {
  '1.32': () => import('./defaults/1.32.json', { with: { type: 'json' } }),
  '1.33': () => import('./defaults/1.33.json', { with: { type: 'json' } }),
  '1.34': () => import('./defaults/1.34.json', { with: { type: 'json' } }),
  '1.35': () => import('./defaults/1.35.json', { with: { type: 'json' } }),
  '1.36': () => import('./defaults/1.36.json', { with: { type: 'json' } }),
};

/** The table for a server version like `v1.34.4-eks-113cf36`: the same minor, else the nearest one (`exact: false`). */
export async function loadDefaults(serverVersion: string): Promise<{ readonly table: DefaultsTable; readonly exact: boolean } | undefined> {
  const wanted = Number(/^v?1\.(\d+)/.exec(serverVersion)?.[1]);
  const minors = Object.keys(DEFAULTS_TABLES).map((minor) => Number(minor.slice(2)));
  const nearest = Number.isNaN(wanted)
    ? Math.max(...minors)
    : minors.reduce((a, b) => (Math.abs(b - wanted) < Math.abs(a - wanted) ? b : a));
  const loaded = await DEFAULTS_TABLES[`1.${nearest}`]?.();
  return loaded && { table: loaded.default as DefaultsTable, exact: nearest === wanted };
}
