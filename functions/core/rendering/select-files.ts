import { folderOf } from '../manifests/file-paths.ts';
import type { PlainRequest } from '../rendering-request.ts';

/** The files below a folder that a request for plain manifests wants. */
export function selectFiles(
  files: readonly string[],
  folder: string,
  { include, exclude, recurse = true }: PlainRequest,
): readonly string[] {
  const isIncluded = include === undefined ? () => true : compilePatterns(include);
  const isExcluded = compilePatterns(exclude ?? []);
  return files.filter((file) => {
    const below = folder !== '' && file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file;
    return (recurse || folderOf(below) === '') && isIncluded(below) && !isExcluded(below);
  });
}

function compilePatterns(patterns: readonly string[]): (path: string) => boolean {
  const compiled = patterns.map((pattern) => new RegExp(`^${translatePattern(pattern)}$`));
  return (path) => compiled.some((pattern) => pattern.test(path));
}

/** `**` is any number of folders, `*` any text without `/`, `?` one character, `{a,b}` either. */
function translatePattern(pattern: string): string {
  let depth = 0;
  return (
    pattern.replace(/\*\*\/|\*\*|\*|\?|[{},]|[.+^$()|[\]\\]/g, (token) => {
      switch (token) {
        case '**/':
          return '(?:.*/)?';
        case '**':
          return '.*';
        case '*':
          return '[^/]*';
        case '?':
          return '[^/]';
        case '{':
          depth++;
          return '(?:';
        case '}':
          if (depth === 0) return '\\}';
          depth--;
          return ')';
        case ',':
          return depth > 0 ? '|' : ',';
        default:
          return `\\${token}`;
      }
    }) + ')'.repeat(depth)
  );
}
