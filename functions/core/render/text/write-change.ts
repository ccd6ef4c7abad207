import type { ChangeLine } from '../describe-change.ts';
import type { Paint } from '../paint.ts';
import { measureText, truncateMiddle } from '../text-width.ts';
import { truncateAround } from '../truncate-around.ts';

/** One change, on one line (`plain` tells its true width) and laid out for a room. */
export interface WrittenChange {
  readonly plain: string;
  readonly painted: string;
  readonly lines: readonly string[];
}

/** Writes `git → cluster`; one below the other, cut around what differs, where the room is too small for one line. */
export function writeChange(change: ChangeLine, paint: Paint, room = Number.POSITIVE_INFINITY): WrittenChange {
  const label = change.label ? `${change.label}  ` : '';
  const remark = change.remark ? `  (${change.remark})` : '';
  const isLabelled = change.label?.endsWith('only in git') || change.label?.endsWith('only in the cluster');
  const git = change.desired ?? 'not in git';
  const live = change.live ?? 'not in the cluster';
  const paintGit = change.desired === undefined ? paint.faint : paint.git;
  const paintLive = change.live === undefined ? paint.faint : paint.live;
  if (change.desired === undefined && change.live === undefined) return one(`${label}${change.remark ?? ''}`, paint.faint);
  if (isLabelled) return writeOneSide(label, change, paint, room);
  const plain = `${label}${git} → ${live}${remark}`;
  const painted = `${paint.faint(label)}${paintGit(git)} ${paint.faint('→')} ${paintLive(live)}${paint.faint(remark)}`;
  if (measureText(plain) <= room) return { plain, painted, lines: [painted] };
  const [shortGit, shortLive] =
    change.desired !== undefined && change.live !== undefined
      ? truncateAround(git, live, room - 10)
      : [truncateMiddle(git, room - 10), truncateMiddle(live, room - 10)];
  return {
    plain,
    painted,
    lines: [
      ...(change.label ? [paint.faint(truncateMiddle(change.label, room))] : []),
      `${paint.faint('git      ')} ${paintGit(shortGit)}`,
      `${paint.faint('cluster  ')} ${paintLive(shortLive)}`,
      ...(change.remark ? [paint.faint(truncateMiddle(`(${change.remark})`, room))] : []),
    ],
  };
}

/** An item that only one side holds: the label says which. */
function writeOneSide(label: string, change: ChangeLine, paint: Paint, room: number): WrittenChange {
  const value = change.desired ?? change.live ?? '';
  const colour = change.desired === undefined ? paint.live : paint.git;
  const cut = truncateMiddle(value, Math.max(8, room - measureText(label)));
  return { plain: label + value, painted: paint.faint(label) + colour(value), lines: [paint.faint(label) + colour(cut)] };
}

function one(plain: string, colour: (text: string) => string): WrittenChange {
  return { plain, painted: colour(plain), lines: [colour(plain)] };
}
