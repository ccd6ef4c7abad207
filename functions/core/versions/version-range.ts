import { comparePrereleases, compareVersions, parseVersion, type Version } from './version.ts';

type Operator = '=' | '!=' | '>' | '<' | '>=' | '<=' | '~' | '^';

/** How much of a version a term spells out: `*`, `1.x`, `1.2` or `1.2.3`. */
type Precision = 'none' | 'major' | 'minor' | 'patch';

interface Term {
  readonly operator: Operator;
  readonly version: Version;
  readonly precision: Precision;
}

/** One of these must hold, with all of its terms. */
type VersionRange = readonly (readonly Term[])[];

/** The limits of Masterminds/semver, which also keep a text from a repository from costing much. */
const LONGEST = 512;
const MOST_GROUPS = 32;

const VERSION =
  'v?[\\dxX*]+(?:\\.[\\dxX*]+)?(?:\\.[\\dxX*]+)?(?:-[\\dA-Za-z-]+(?:\\.[\\dA-Za-z-]+)*)?(?:\\+[\\dA-Za-z-]+(?:\\.[\\dA-Za-z-]+)*)?';
/** In the library's pattern `|` may stand among the digits: `1||2 - 3` without a space is no range. */
const ANY_VERSION = VERSION.replaceAll('xX*', 'xX*|');
const SPACE = '[\\t\\n\\f\\r ]';
const HYPHEN = new RegExp(`${SPACE}*(${ANY_VERSION})${SPACE}+-${SPACE}+(${ANY_VERSION})${SPACE}*`, 'g');
const TERM = new RegExp(`(!=|>=|=>|<=|=<|~>|[=><~^]|)${SPACE}*(${VERSION})`, 'y');
const PARTS = /^v?([\dxX*]+)(?:\.([\dxX*]+))?(?:\.([\dxX*]+))?(-[\dA-Za-z.-]+)?(?:\+.*)?$/;

const OPERATORS: Readonly<Record<string, Operator>> = { '': '=', '=>': '>=', '=<': '<=', '~>': '~' };

/**
 * Reads a range of versions as Helm, Flux and Argo CD do (Masterminds/semver v3, NewConstraint): `1.x`, `~1.4`, `^2`, `>=1.2 <2`, `1.2 - 1.4`, `1 || 3`, `*`.
 * Undefined where it is none. Every version is a range too. The rules are not npm's: versions
 * before a release are in a group whose terms name any such version, and `~0.0.0` takes everything.
 */
export function parseVersionRange(text: string): VersionRange | undefined {
  if (text.length > LONGEST) return undefined;
  let spelled = text;
  for (const [whole, from, to] of text.matchAll(HYPHEN)) spelled = spelled.replace(whole, () => `>= ${from}, <= ${to} `);
  const groups = spelled.split('||');
  const parsed = groups.length > MOST_GROUPS ? [undefined] : groups.map(parseGroup);
  return parsed.includes(undefined) ? undefined : (parsed as VersionRange);
}

/** True where a version lies in a range. Versions before a release are in no group whose terms name none. */
export function isInRange(version: Version, range: VersionRange): boolean {
  return range.some((terms) => {
    if (version.prerelease !== '' && terms.every((term) => term.version.prerelease === '')) return false;
    return terms.every((term) => fits(version, term));
  });
}

/** Read term by term: a pattern over all of them could be made slow. */
function parseGroup(text: string): readonly Term[] | undefined {
  const terms: Term[] = [];
  let at = skipSpace(text, 0);
  for (;;) {
    TERM.lastIndex = at;
    const match = TERM.exec(text);
    const term = match === null ? undefined : buildTerm(match[1] ?? '', match[2] ?? '');
    if (match === null || term === undefined) return undefined;
    terms.push(term);
    const end = at + match[0].length;
    at = skipSpace(text, end);
    if (at === text.length) return terms;
    if (text[at] === ',') at = skipSpace(text, at + 1);
    else if (at === end) return undefined;
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\t\n\f\r ]/.test(text[at] ?? '')) at++;
  return at;
}

function buildTerm(written: string, text: string): Term | undefined {
  const [, major = '', minor = '', patch = '', prerelease = ''] = PARTS.exec(text) ?? [];
  const precision = isAny(major) ? 'none' : isAny(minor) ? 'major' : isAny(patch) ? 'minor' : 'patch';
  const spelled = {
    none: `0.0.0${prerelease}`,
    major: `${major}.0.0${prerelease}`,
    minor: `${major}.${minor}.0${prerelease}`,
    patch: `${major}.${minor}.${patch}${prerelease}`,
  };
  const version = parseVersion(spelled[precision]);
  return version && { operator: OPERATORS[written] ?? (written as Operator), version, precision };
}

function isAny(part: string): boolean {
  return part === '' || part === 'x' || part === 'X' || part === '*';
}

function fits(version: Version, term: Term): boolean {
  const { operator, precision } = term;
  const order = compareVersions(version, term.version);
  const [sameMajor, sameMinor] = [version.major === term.version.major, version.minor === term.version.minor];
  switch (operator) {
    case '=':
      return precision === 'patch' ? order === 0 : fitsTilde(version, term, order);
    case '!=':
      return fitsNotEqual(version, term, order);
    case '>':
      if (precision === 'patch' || precision === 'none' || !sameMajor) return order > 0;
      return precision === 'minor' && version.minor > term.version.minor;
    case '<':
      return order < 0;
    case '>=':
      return order >= 0;
    case '<=':
      if (precision === 'patch') return order <= 0;
      return sameMajor ? precision === 'major' || version.minor <= term.version.minor : order < 0;
    case '~':
      return fitsTilde(version, term, order);
    case '^':
      if (order < 0) return false;
      if (term.version.major > 0n || precision === 'major') return sameMajor;
      if (!sameMajor) return false;
      if (term.version.minor > 0n || precision === 'minor') return sameMinor;
      return sameMinor && version.patch === term.version.patch;
  }
}

function fitsTilde(version: Version, { version: base, precision }: Term, order: number): boolean {
  if (order < 0) return false;
  const isZero = base.major === 0n && base.minor === 0n && base.patch === 0n;
  // Not only `~*`: `~0.0.0` takes everything too.
  if (isZero && (precision === 'none' || precision === 'patch')) return true;
  return version.major === base.major && (precision === 'major' || version.minor === base.minor);
}

function fitsNotEqual(version: Version, { version: base, precision }: Term, order: number): boolean {
  if (precision === 'patch') return order !== 0;
  if (version.major !== base.major) return true;
  if (precision === 'major') return false;
  if (version.minor !== base.minor) return true;
  if (precision === 'minor') return comparePrereleases(version.prerelease, base.prerelease) !== 0;
  return version.patch !== base.patch || order !== 0;
}
