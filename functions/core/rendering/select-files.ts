import { PlumblineError } from '../errors.ts';
import { folderOf } from '../manifests/file-paths.ts';
import type { PlainRequest } from '../rendering-request.ts';
import { compileArgoPattern, compilePattern } from './match-pattern.ts';

/** The files below a folder that a request for plain manifests wants. Throws PlumblineError `config` where a pattern stands for too much. */
export function selectFiles(
  files: readonly string[],
  folder: string,
  { include, exclude, recurse = true, patterns }: PlainRequest,
): readonly string[] {
  const compile = patterns === 'argo-cd' ? compileArgoPattern : compilePattern;
  const isIncluded = include === undefined ? () => true : compilePatterns(include, compile);
  const isExcluded = compilePatterns(exclude ?? [], compile);
  return files.filter((file) => {
    const below = folder !== '' && file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file;
    return (recurse || folderOf(below) === '') && isIncluded(below) && !isExcluded(below);
  });
}

function compilePatterns(patterns: readonly string[], compile: typeof compilePattern): (path: string) => boolean {
  const compiled = patterns.map((pattern) => {
    const matches = compile(pattern);
    if (matches === undefined)
      throw new PlumblineError(
        'config',
        `the pattern ${JSON.stringify(`${pattern.slice(0, 60)}…`)} is too long, or its braces stand for too much`,
      );
    return matches;
  });
  return (path) => compiled.some((matches) => matches(path));
}
