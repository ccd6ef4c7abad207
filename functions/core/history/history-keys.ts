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

/** How the page at `from` links to a key, both below the same folder or bucket: the shortest way, escaped as an address wants it. */
export function linkTo(from: string, key: string): string {
  const [here, there] = [from.split('/').slice(0, -1), key.split('/')];
  const shared = here.findIndex((part, index) => part !== there[index]);
  const kept = shared < 0 ? Math.min(here.length, there.length - 1) : shared;
  return [...here.slice(kept).map(() => '..'), ...there.slice(kept).map(encodeURIComponent)].join('/');
}
