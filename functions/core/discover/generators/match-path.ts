/** Whether a path is like a pattern of Go's `path.Match`: `*` and `?` stop at a slash. */
export function matchesPath(pattern: string, path: string): boolean {
  return compile(pattern, '[^/]').test(path);
}

/** Whether a file is like a pathspec of git: `*` goes over slashes, and a folder stands for all below it. */
export function matchesPathspec(pattern: string, path: string): boolean {
  const clean = pattern.replace(/^\.\//, '').replace(/\/+$/, '');
  return path === clean || path.startsWith(`${clean}/`) || compile(clean, '[^]').test(path);
}

/** Whether a text is like a pattern whose `*` stands for anything. */
export function matchesPattern(pattern: string, text: string): boolean {
  return compile(pattern, '[^]').test(text);
}

function compile(pattern: string, any: string): RegExp {
  const source = pattern.replace(/\*+|\?|\[[^\]]*\]|[\\^$.+(){}|[\]]/g, (part) => {
    if (part.startsWith('*')) return `${any}*`;
    if (part === '?') return any;
    return part.length > 1 ? part.replace(/^\[!/, '[^') : `\\${part}`;
  });
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return /$^/;
  }
}
