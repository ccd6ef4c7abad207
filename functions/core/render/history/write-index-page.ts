import { type CheckHistory, KEEP_DAYS } from '../../history/check-history.ts';
import { dayOf } from '../../history/days.ts';
import { INDEX_KEY } from '../../history/history-keys.ts';
import { judgeCheck, type Standing } from '../../history/judge-check.ts';
import { sumHistories } from '../../history/sum-histories.ts';
import { compareText } from '../../kube-object.ts';
import { formatCount, formatPlural } from '../format-quantity.ts';
import { writePage } from '../html/write-page.ts';
import { writeCharts } from './write-charts.ts';
import { writeClusters } from './write-clusters.ts';
import { type Head, listFacts, writeVerdict } from './write-facts.ts';
import { writeManagers } from './write-managers.ts';

/** Days that pages show, of a history that is as old. */
const SHOWN_DAYS = Math.min(90, KEEP_DAYS);
const FEWEST_DAYS = 14;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Gaps that are told in words; the table of clusters has them all. */
const MOST_GAPS = 5;

/** One check, as the page of all of them has it. */
export interface ListedCheck {
  readonly history: CheckHistory;
  readonly standing: Standing;
}

/** The page of an installation: all its checks together, and each in a line. The same histories give the same bytes. */
export function writeIndexPage(histories: readonly CheckHistory[]): string {
  const sum = sumHistories(histories, countShownDays(histories));
  const checks = histories
    .map((history): ListedCheck => ({ history, standing: judgeCheck(history, sum.asOf ?? '') }))
    .toSorted((a, b) => compareText(a.history.check, b.history.check));
  const head = writeVerdict({ ...describeFleet(checks), facts: listFacts(sum) });
  return writePage({
    title: 'History of all clusters',
    content: [head, writeCharts(sum), writeManagers(sum), writeClusters(checks, sum.days.length)],
    footer: FOOTER,
  });
}

/** How many days pages show of these histories: nobody learns from weeks before the first of them began. */
export function countShownDays(histories: readonly CheckHistory[]): number {
  const { asOf } = sumHistories(histories, 1);
  const since = histories.reduce((first, history) => Math.min(first, Date.parse(history.since)), Number.POSITIVE_INFINITY);
  if (asOf === undefined || !Number.isFinite(since)) return FEWEST_DAYS;
  const begun = Date.parse(dayOf(new Date(since).toISOString()));
  return Math.max(FEWEST_DAYS, Math.min(SHOWN_DAYS, Math.round((Date.parse(dayOf(asOf)) - begun) / DAY_MS) + 1));
}

/** What a reader of any page has to know. */
export const FOOTER = `Drift is what the last reading of a day saw; opened and resolved are counted as incidents are, after their grace. Written beside the reports by the run that ended last. A page that was opened through a signed link of S3 opens alone: <code>plumbline history CLUSTER --link</code> signs the others. This page is <code>${INDEX_KEY}</code> or stands beside it.`;

function describeFleet(checks: readonly ListedCheck[]): Omit<Head, 'facts'> {
  const count = (verdict: Standing['verdict']): number => checks.filter(({ standing }) => standing.verdict === verdict).length;
  const [drifted, incomplete, unread] = [count('drifted'), count('incomplete'), count('unread')];
  const stale = checks.flatMap(({ standing }) => standing.stale ?? []);
  const gaps = [
    ...stale.slice(0, MOST_GAPS),
    ...(stale.length > MOST_GAPS ? [`and ${formatPlural(stale.length - MOST_GAPS, 'more cluster')} whose last run failed or is late`] : []),
  ];
  const all = formatPlural(checks.length, 'cluster');
  if (drifted > 0) {
    const sentence = `${formatCount(drifted)} of ${all} ${drifted === 1 ? 'departs' : 'depart'} from git`;
    return { verdict: 'drifted', word: 'Drifted', sentence, gaps };
  }
  if (incomplete + unread + stale.length > 0 || checks.length === 0) {
    const sentence =
      checks.length === 0 ? 'Nothing has been checked yet' : `Nothing is known to depart from git, and not all of ${all} could be read`;
    return { verdict: 'incomplete', word: 'Incomplete', sentence, gaps };
  }
  return {
    verdict: 'in-sync',
    word: 'In sync',
    sentence: checks.length === 1 ? 'The cluster is as git says' : `All ${all} are as git says`,
    gaps,
  };
}
