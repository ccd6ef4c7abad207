import { escapeText } from '../render/escape-text.ts';
import { formatTime } from '../render/format-age.ts';
import type { Ending } from '../settled/settled.ts';

/** How a departure ended, in words: `put back by argocd-controller at 10:02:11 UTC (git's value again)`. The day is left out where it is that of `now`. */
export function describeEnding({ how, setBy, commit }: Ending, now: string): string {
  switch (how) {
    case 'put-back': {
      if (setBy === undefined) return "put back (git's value again), by whom is not recorded";
      const at = setBy.time === undefined ? '' : ` at ${formatMoment(setBy.time, now)}`;
      return `put back by ${escapeText(setBy.manager)}${at} (git's value again)`;
    }
    case 'adopted':
      return commit === undefined
        ? 'git says now what the cluster had'
        : `git adopted it, as of commit ${escapeText(commit.commit.slice(0, 10))} of ${escapeText(commit.source)}`;
    case 'deleted':
      return 'deleted from the cluster';
    case 'excused':
      return 'still there, and a rule lets it go by now';
  }
}

function formatMoment(time: string, now: string): string {
  const whole = formatTime(escapeText(time));
  return time.slice(0, 10) === now.slice(0, 10) ? whole.slice(11) : whole;
}
