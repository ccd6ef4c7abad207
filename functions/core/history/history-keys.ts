import { nameClusterFolder } from '../report-key.ts';

/** Above all that is kept beside the reports for their history. */
export const HISTORY_FOLDER = 'history/';
/** Partition of the histories, by check. */
export const HISTORIES = 'history/checks';
/** The page of the installation. */
export const INDEX_KEY = 'history/index.html';

/** The page of one check. */
export function buildCheckPageKey(check: string): string {
  return `${HISTORY_FOLDER}clusters/${nameClusterFolder(check)}.html`;
}

/** The newest report of a check, as a page. */
export function buildNewestPageKey(check: string): string {
  return `${HISTORY_FOLDER}newest/${nameClusterFolder(check)}.html`;
}

/** How the page at `from` links to a key: both are below the same folder or bucket. Folders are escaped as a URL wants them. */
export function linkTo(from: string, key: string): string {
  const up = from.split('/').length - 1;
  const target = key.split('/').map(encodeURIComponent).join('/');
  return `${'../'.repeat(up)}${target}`;
}
