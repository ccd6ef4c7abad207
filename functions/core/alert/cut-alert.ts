import type { Alert, AlertDifference, WayOut } from './alert.ts';
import { cutLine, cutLines } from './cut-text.ts';
import { describeLeftOut } from './describe-left-out.ts';
import { linkUrl } from './link-url.ts';
import type { Room } from './room.ts';

/** Room in a message that a program reads: as much as there may be, then less. */
export const PROGRAM_ROOMS: readonly [Room, ...Room[]] = [
  { differences: 500, text: 2000, way: 60_000, names: 200 },
  { differences: 100, text: 1000, way: 20_000, names: 100 },
  { differences: 25, text: 400, way: 4000, names: 25 },
  { differences: 5, text: 200, way: 0, names: 5 },
  { differences: 0, text: 100, way: 0, names: 1 },
];

/** An alert for programs, with every text and list cut to the room; `leftOut` says what is missing, and where it is. */
export type CutAlert = Alert & { readonly schemaVersion: 1; readonly leftOut?: string };

/** Cuts an alert. Numbers in `counts` stay what they are. */
export function cutAlert(alert: Alert, room: Room): CutAlert {
  const differences = alert.differences.slice(0, room.differences);
  const { restore, adopt, reportUrl: _reportUrl, ...rest } = alert;
  const ways = [restore, adopt].filter((way): way is WayOut => way !== undefined && way.text.length > room.way);
  const leftOut = describeLeftOut(alert, { room, shown: differences, ways });
  const names = (list: readonly string[]): string[] => list.slice(0, room.names).map((name) => cutLine(name, room.text));
  const reportUrl = linkUrl(alert.reportUrl);
  return {
    schemaVersion: 1,
    ...rest,
    title: cutLine(alert.title, Math.max(room.text, 100)),
    ...(alert.why === undefined ? {} : { why: cutLine(alert.why, room.text) }),
    ...(alert.problem === undefined ? {} : { problem: cutLines(alert.problem, room.text * 4) }),
    clusters: names(alert.clusters),
    environments: names(alert.environments),
    namespaces: names(alert.namespaces),
    teams: names(alert.teams),
    differences: differences.map((difference) => cutDifference(difference, room)),
    added: names(alert.added),
    changed: names(alert.changed),
    removed: names(alert.removed),
    endings: names(alert.endings),
    commits: alert.commits.slice(0, room.names),
    ...(reportUrl === undefined ? {} : { reportUrl }),
    ...(restore === undefined || ways.includes(restore) ? {} : { restore }),
    ...(adopt === undefined || ways.includes(adopt) ? {} : { adopt }),
    ...(leftOut === undefined ? {} : { leftOut }),
  };
}

function cutDifference(difference: AlertDifference, room: Room): AlertDifference {
  const cut = (key: 'environment' | 'object' | 'at' | 'desired' | 'live' | 'manager' | 'file' | 'blame'): object =>
    difference[key] === undefined ? {} : { [key]: cutLine(difference[key], room.text) };
  const { fileUrl: _fileUrl, ...rest } = difference;
  const fileUrl = linkUrl(difference.fileUrl);
  return {
    ...rest,
    cluster: cutLine(difference.cluster, room.text),
    ...cut('environment'),
    ...cut('object'),
    ...cut('at'),
    ...cut('desired'),
    ...cut('live'),
    ...cut('manager'),
    ...cut('file'),
    ...cut('blame'),
    ...(fileUrl === undefined ? {} : { fileUrl }),
  };
}
