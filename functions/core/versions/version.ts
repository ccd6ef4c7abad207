/** A semantic version. The meaning of `+…` is nobody's: it takes no part in comparing. */
export interface Version {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  /** Without the `-`; '' for a release. */
  readonly prerelease: string;
}

const LONGEST = 256;
const LARGEST = 2n ** 64n - 1n;
const LOOSE = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*))?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;
const STRICT = /^v?(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:[-+]|$)/;

/** Reads a version as Helm and Argo CD do: `v1.2` is 1.2.0. Undefined where it is none. Source of the rule: Masterminds/semver v3, NewVersion. */
export function parseVersion(text: string): Version | undefined {
  const match = text.length > LONGEST ? null : LOOSE.exec(text);
  if (match === null) return undefined;
  const [, major = '', minor = '0', patch = '0', prerelease = ''] = match;
  if (prerelease.split('.').some((part) => /^0\d+$/.test(part))) return undefined;
  const version = { major: BigInt(major), minor: BigInt(minor), patch: BigInt(patch), prerelease };
  return version.major > LARGEST || version.minor > LARGEST || version.patch > LARGEST ? undefined : version;
}

/** Reads a version with all of its three numbers, as tags of a registry and of a repository have it; undefined for anything shorter. */
export function parseFullVersion(text: string): Version | undefined {
  return STRICT.test(text) ? parseVersion(text) : undefined;
}

/** Below 0 where `a` is older; 0 where they differ in what comes behind `+` at most. */
export function compareVersions(a: Version, b: Version): number {
  return (
    compareNumbers(a.major, b.major) ||
    compareNumbers(a.minor, b.minor) ||
    compareNumbers(a.patch, b.patch) ||
    comparePrereleases(a.prerelease, b.prerelease)
  );
}

/** A release is newer than all that came before it. */
export function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  const [left, right] = [a.split('.'), b.split('.')];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = compareParts(left[i], right[i]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers are older than words, and what has fewer parts is older. */
function compareParts(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== undefined && right !== undefined) return compareNumbers(left, right);
  if (left !== undefined || right !== undefined) return left === undefined ? 1 : -1;
  return a < b ? -1 : 1;
}

function numberOf(part: string): bigint | undefined {
  const number = /^\d+$/.test(part) ? BigInt(part) : undefined;
  return number === undefined || number > LARGEST ? undefined : number;
}

function compareNumbers(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}
