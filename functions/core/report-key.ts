import { createHash } from 'node:crypto';
import { PlumblineError } from './errors.ts';
import { compareText } from './kube-object.ts';
import type { DriftReport } from './report.ts';

/** Where a stored report lies, and what its key alone tells. `at` is when the cluster was read, to the second. */
export interface ReportKey {
  readonly key: string;
  readonly cluster: string;
  readonly at: string;
  readonly commit: string;
}

/** Above all stored reports. */
export const REPORTS_FOLDER = 'reports/';
/** Of the folder name that a cluster gets; file systems end at 255. */
const LONGEST_FOLDER = 240;
const SAFE = /[a-z0-9-]/;
const FILE = /^reports\/([^/]+)\/(\d{4}-\d\d-\d\d)\/(\d\d)(\d\d)(\d\d)Z-([0-9a-z]{8})\.json$/;

/**
 * The key of a report: cluster, second and commit. A check that is run again for the same second and commit has the same key, whatever it cost.
 * Keys of one cluster sort as their times do.
 */
export function buildReportKey(report: Pick<DriftReport, 'check' | 'readAt' | 'revisions'>): string {
  const at = new Date(report.readAt).toISOString();
  const time = at.slice(11, 19).replaceAll(':', '');
  return `${buildDayFolder(report.check.id, at.slice(0, 10))}${time}Z-${shortenCommit(report.revisions)}.json`;
}

/** What a key tells, or undefined where it is none of a report. */
export function parseReportKey(key: string): ReportKey | undefined {
  const [, folder = '', day = '', hours = '', minutes = '', seconds = '', commit = ''] = FILE.exec(key) ?? [];
  const cluster = parseClusterFolder(folder);
  const at = `${day}T${hours}:${minutes}:${seconds}Z`;
  if (cluster === undefined || Number.isNaN(Date.parse(at))) return undefined;
  return { key, cluster, at, commit };
}

/** The folder of a cluster's reports, with a slash at its end. */
export function buildClusterFolder(cluster: string): string {
  return `${REPORTS_FOLDER}${nameClusterFolder(cluster)}/`;
}

/** The folder of one day, `2026-11-04`, with a slash at its end. */
export function buildDayFolder(cluster: string, day: string): string {
  return `${buildClusterFolder(cluster)}${day}/`;
}

/** The copy of a cluster's newest report. */
export function buildLatestKey(cluster: string): string {
  return `${buildClusterFolder(cluster)}latest.json`;
}

/** True where a folder's name can be a day. */
export function isDay(name: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(name);
}

/**
 * A name as a folder: letters, digits and `-` as they are, a dot inside the name too, any other byte of its UTF-8 as `_` and two hexadecimal digits.
 * Capitals are written so as well: `Prod` and `prod` are one folder to some file systems.
 */
export function nameClusterFolder(cluster: string): string {
  const characters = [...cluster];
  const folder = characters.map((character, at) => {
    const isInnerDot = character === '.' && at > 0 && at < characters.length - 1;
    return isInnerDot || (character.length === 1 && SAFE.test(character)) ? character : writeBytes(character);
  });
  const name = cluster === '' ? '_' : folder.join('');
  if (name.length <= LONGEST_FOLDER) return name;
  throw new PlumblineError('config', `the name of the cluster ${JSON.stringify(cluster.slice(0, 60))}… is too long to keep reports under`, {
    advice: 'Give it a shorter name.',
  });
}

/** The name that a folder stands for; undefined where `nameClusterFolder` would never have made it. */
export function parseClusterFolder(folder: string): string | undefined {
  if (folder === '') return undefined;
  if (folder === '_') return '';
  const bytes: number[] = [];
  for (const [part = '', hex] of folder.matchAll(/_([0-9a-f]{2})|[\s\S]/g))
    bytes.push(hex === undefined ? part.charCodeAt(0) : Number.parseInt(hex, 16));
  const cluster = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
  return nameClusterFolder(cluster) === folder ? cluster : undefined;
}

/** Eight characters for what was compared: of the one commit, or of a digest where there are several sources. */
export function shortenCommit(revisions: DriftReport['revisions']): string {
  const [only, ...others] = revisions;
  if (only === undefined) return '00000000';
  const whole = others.length === 0 ? only.commit : digestCommits(revisions);
  return /^[0-9a-z]{8}/.test(whole) ? whole.slice(0, 8) : digestCommits(revisions).slice(0, 8);
}

function digestCommits(revisions: DriftReport['revisions']): string {
  const lines = revisions.map(({ source, commit }) => JSON.stringify([source, commit])).sort(compareText);
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

function writeBytes(character: string): string {
  return [...new TextEncoder().encode(character)].map((byte) => `_${byte.toString(16).padStart(2, '0')}`).join('');
}
