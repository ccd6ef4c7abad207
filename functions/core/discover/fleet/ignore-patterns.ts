/** Patterns of `.fleetignore` in a folder, as patterns of paths below a bundle (fleet:internal/bundlereader/loaddirectory.go). Undefined: one is not understood. */
export function readFleetIgnore(text: string, prefix: string): readonly string[] | undefined {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.some((line) => /[[\]{}\\]/.test(line))) return undefined;
  const below = prefix === '' ? '' : `${prefix}/`;
  // By the name alone, in every folder below; `name/*` is a folder with all in it.
  return lines.flatMap((line) => {
    const folder = /^(.+)\/\*/.exec(line)?.[1];
    return folder === undefined ? [`${below}**/${line}`, `${below}**/${line}/**`] : [`${below}**/${folder}/**`];
  });
}
