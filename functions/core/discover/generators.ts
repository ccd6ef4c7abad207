import { clustersGenerator } from './generators/clusters.ts';
import type { Generator } from './generators/generator.ts';
import { gitGenerator } from './generators/git.ts';
import { listGenerator } from './generators/list.ts';
import { matrixGenerator } from './generators/matrix.ts';
import { mergeGenerator } from './generators/merge.ts';

/** Every generator of an ApplicationSet that is understood. The others ask what only Argo CD is told of: forges, plugins, other objects. */
export const GENERATORS: readonly Generator[] = [clustersGenerator, gitGenerator, listGenerator, matrixGenerator, mergeGenerator];
