import type { DesiredObject } from '../../functions/core/desired-state.ts';
import { type FieldPath, formatPath } from '../../functions/core/field-path.ts';
import { isJsonList, isJsonObject, type Json } from '../../functions/core/json.ts';
import { type ReadDesired, readDesired } from '../../functions/io/desired/desired.ts';
import { createLocator } from '../../functions/io/locate-differences.ts';
import { openTestWorkbench } from './workbench.ts';

/** Keys by which the server knows items of lists of these names; all others are atomic. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  ports: ['containerPort', 'protocol'],
};

/** The paths of the leaves of an object as a report has them: down to scalars, empty values, and atomic lists. */
export function listLeafPaths(value: Json, path: FieldPath = []): readonly FieldPath[] {
  if (isJsonObject(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([field, child]) => listLeafPaths(child, [...path, { field }]));
  }
  const last = path.at(-1);
  const keys = last !== undefined && 'field' in last ? KEYS[last.field] : undefined;
  if (!isJsonList(value) || keys === undefined) return [path];
  return value.flatMap((item) => {
    if (!isJsonObject(item)) return [path];
    const told = keys.flatMap((key): [string, Json][] => (item[key] === undefined ? [] : [[key, item[key]]]));
    return told.length === 0 ? [path] : listLeafPaths(item, [...path, { keys: Object.fromEntries(told) }]);
  });
}

/** What sources of one repository declare, rendered with the real programs. */
export function readRendered(url: string, more: Partial<Parameters<typeof readDesired>[0][number]> = {}): Promise<ReadDesired> {
  const source = { id: 'apps', url, revision: 'HEAD', path: '', defaultNamespace: 'shop', worktree: false, ...more };
  return readDesired([source], { cacheDir: '/nonexistent', bench: openTestWorkbench() });
}

/** Every leaf with the place that sets it: `file:line`, and what sets it where that is not the manifest; nothing where it is not known. */
export async function locateLeaves(
  object: DesiredObject,
  { sources }: Pick<ReadDesired, 'sources'>,
): Promise<Readonly<Record<string, string>>> {
  const paths = listLeafPaths(object.body).filter((path) => path.length > 1 && !/^\.metadata\.name(?:space)?$/.test(formatPath(path)));
  const setters = await createLocator(sources)(object, paths);
  return Object.fromEntries(
    paths.flatMap((path, i): [string, string][] => {
      const setter = setters[i];
      if (setter === undefined) return [];
      const { place, line } = setter;
      const { file } = place ?? object.origin;
      const told =
        place === undefined ? '' : ` ${place.setter} ${place.pointer ?? ''}${place.inner === undefined ? '' : ` > ${place.inner}`}`;
      return [[formatPath(path), `${file}:${place?.line ?? line}${told}`.trimEnd()]];
    }),
  );
}
