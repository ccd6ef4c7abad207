import { resolvePath } from '../../manifests/file-paths.ts';
import type { Fact, Facts } from '../facts.ts';
import type { RepositoryAddress } from '../repository-rules.ts';

/** Reads a file that a source names: `path` is the folder it is relative to. Undefined: not known yet. */
export type ReadFile = (file: string, path: string | undefined) => Fact | undefined;

/** How the files of one source are found: its own repository, and those that other sources of the Application call by a `ref`. */
export function createReadFile(
  facts: Facts,
  own: RepositoryAddress | undefined,
  refs: ReadonlyMap<string, RepositoryAddress | { readonly refused: string }>,
): ReadFile {
  return (file, path) => {
    const [, ref, rest] = /^\$([^/]+)\/(.*)$/s.exec(file) ?? [];
    if (ref !== undefined && rest !== undefined) {
      const repository = refs.get(ref);
      if (repository === undefined) return { type: 'failed', message: `no source has the ref ${ref}` };
      if ('refused' in repository) return { type: 'failed', message: repository.refused };
      const clean = resolvePath('', rest);
      return clean === undefined
        ? { type: 'failed', message: 'it leaves its repository' }
        : facts.ask({ type: 'file', repository, path: clean });
    }
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(file))
      return { type: 'failed', message: 'values at a URL are not read; put them into a repository' };
    if (own === undefined || path === undefined)
      return { type: 'failed', message: 'it lies in the chart, which is in a Helm repository; name its values in the Application' };
    const clean = resolvePath(file.startsWith('/') ? '' : path, file);
    return clean === undefined
      ? { type: 'failed', message: 'it leaves its repository' }
      : facts.ask({ type: 'file', repository: own, path: clean });
  };
}
