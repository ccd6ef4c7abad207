import type { Alert, AlertDifference, WayOut } from './alert.ts';
import { cutLine } from './cut-text.ts';
import type { Room } from './room.ts';

interface Shown {
  readonly room: Room;
  readonly shown: readonly AlertDifference[];
  /** Those that did not fit. */
  readonly ways: readonly WayOut[];
}

/** What a message does not say for want of room, and where it is said. Undefined where it says everything. */
export function describeLeftOut(alert: Alert, { room, shown, ways }: Shown): string | undefined {
  const parts = [
    ...countMore(alert, shown),
    ...(hasLongText(alert, shown, room) ? ['the end of long texts (…)'] : []),
    ...ways.map(({ does }) => `how to: ${cutLine(does, 80)}`),
  ];
  if (parts.length === 0) return undefined;
  // Where the report has an address, every channel links it beside this sentence.
  const where = alert.reportUrl === undefined ? `; see ${cutLine(alert.commands.report, 200)}` : '; it is in the report';
  return `Left out: ${parts.join('; ')}${where}`;
}

function countMore({ type, counts, differences }: Alert, shown: readonly AlertDifference[]): string[] {
  if (type === 'resolved') return [];
  const objects = new Set(shown.map(({ cluster, object }) => `${cluster} ${object}`)).size;
  const number = (n: number, what: string): string => `${n.toLocaleString('en-US')} more ${what}${n === 1 ? '' : 's'}`;
  if (counts.objects > objects) return [number(counts.objects - objects, 'object')];
  return differences.length > shown.length ? [number(differences.length - shown.length, 'difference')] : [];
}

function hasLongText(alert: Alert, shown: readonly AlertDifference[], room: Room): boolean {
  const texts = shown.flatMap(({ object, at, desired, live }) => [object, at, desired, live]);
  return [...texts, alert.why, alert.title].some((text) => text !== undefined && text.length > Math.max(room.text, 0));
}
