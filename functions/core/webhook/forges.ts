import type { Forge } from './forge.ts';
import { bitbucket } from './forges/bitbucket.ts';
import { github } from './forges/github.ts';
import { gitlab } from './forges/gitlab.ts';

/** Every forge whose webhooks are understood. */
export const FORGES: readonly Forge[] = [github, gitlab, bitbucket];
