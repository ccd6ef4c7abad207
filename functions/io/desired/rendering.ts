import type { SourceRef } from '../../core/check.ts';
import type { ParsedManifests } from '../../core/manifests/parse-manifests.ts';
import type { SourceTree } from '../source-tree.ts';

/** What a way of rendering made of the files it took; `rest` is what it left to the ways after it. */
export interface Rendered extends ParsedManifests {
  readonly rest: readonly string[];
}

/** One way of turning the files of a source into objects. It takes the files it understands and leaves the others. */
export interface Rendering {
  readonly name: string;
  render(source: SourceRef, tree: SourceTree, files: readonly string[]): Promise<Rendered>;
}
