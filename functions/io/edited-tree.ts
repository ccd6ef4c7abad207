import type { SourceTree } from './source-tree.ts';

/** A source as it would be with some of its files replaced, by their paths from the root. Nothing is written. */
export function createEditedTree(tree: SourceTree, texts: ReadonlyMap<string, string>): SourceTree {
  return {
    revision: tree.revision,
    path: tree.path,
    find: (path) => tree.find(path),
    list: (folder) => tree.list(folder),
    read: async (path) => {
      const text = texts.get(path);
      return text === undefined ? tree.read(path) : Buffer.from(text, 'utf8');
    },
    readHistory: (path, commits) => tree.readHistory(path, commits),
    blame: (questions) => tree.blame(questions),
  };
}
