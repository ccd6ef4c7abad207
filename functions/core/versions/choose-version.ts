import { compareVersions, parseFullVersion, parseVersion, type Version } from './version.ts';
import { isInRange, parseVersionRange } from './version-range.ts';

/** True for a whole version, such as 4.12.1: it stands for one thing, and nothing has to be chosen. */
export function isExactVersion(text: string): boolean {
  return parseFullVersion(text) !== undefined;
}

/** True for a range that is no version, shortened or whole: git's names are looked for as they stand, and so is `1.2`. */
export function isVersionRange(text: string): boolean {
  return parseVersion(text) === undefined && parseVersionRange(text) !== undefined;
}

/** The one of `versions` that is spelled like `wanted`, else the newest in that range; undefined where there is none, or it is no range. */
export function chooseVersion(
  versions: readonly string[],
  wanted: string,
  parse: (text: string) => Version | undefined,
): string | undefined {
  if (versions.includes(wanted)) return wanted;
  const range = parseVersionRange(wanted);
  if (range === undefined) return undefined;
  let best: { readonly text: string; readonly version: Version } | undefined;
  for (const text of versions) {
    const version = parse(text);
    if (version === undefined || !isInRange(version, range)) continue;
    if (best === undefined || compareVersions(version, best.version) > 0) best = { text, version };
  }
  return best?.text;
}
