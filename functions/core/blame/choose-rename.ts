import { baseNameOf } from '../manifests/file-paths.ts';
import { measureSimilarity, type TextSummary } from './measure-similarity.ts';

/** Git takes a file for renamed where half of it is kept; where its base name is, and no other file has it, where three quarters are. */
const LEAST_SIMILARITY = 0.5;
const LEAST_BY_NAME = 0.75;

/** A file that a commit made or took away. `summarize` reads it; undefined where it is not there. */
export interface RenameCandidate {
  readonly path: string;
  readonly oid: string;
  readonly summarize: () => TextSummary | undefined;
}

/** Finds the file that became this one, as git does: the same content, else the same name and much of the content, else the most alike. */
export function chooseRename(added: RenameCandidate, removed: readonly RenameCandidate[]): RenameCandidate | undefined {
  const name = baseNameOf(added.path);
  const named = removed.filter(({ path }) => baseNameOf(path) === name);
  const isSame = ({ oid }: RenameCandidate): boolean => oid === added.oid;
  const same = named.find(isSame) ?? removed.find(isSame);
  if (same !== undefined) return same;
  const content = added.summarize();
  if (content === undefined) return undefined;
  const compare = (file: RenameCandidate): number => {
    const earlier = file.summarize();
    return earlier === undefined ? 0 : measureSimilarity(earlier, content);
  };
  const [only, another] = named;
  if (only !== undefined && another === undefined && compare(only) >= LEAST_BY_NAME) return only;
  const ranked = removed.map((file) => ({ file, similarity: compare(file), isNamed: named.includes(file) }));
  ranked.sort((a, b) => b.similarity - a.similarity || Number(b.isNamed) - Number(a.isNamed));
  const [best] = ranked;
  return best !== undefined && best.similarity >= LEAST_SIMILARITY ? best.file : undefined;
}
