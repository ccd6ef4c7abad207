import { compareText } from '../kube-object.ts';
import {
  type CheckHistory,
  type Durations,
  type HistoryDay,
  type HistoryReading,
  isReading,
  type SeverityCounts,
} from './check-history.ts';
import { dayOf, listDays } from './days.ts';

/** One day of several checks together. */
export interface SummedDay {
  readonly day: string;
  /** Departures as they were last read by the end of the day, worst first. Of a check that was not read that day, what was read before. */
  readonly severities: SeverityCounts;
  /** Checks that those figures are of; 0: nothing had been read yet. */
  readonly known: number;
  readonly opened: number;
  readonly resolved: number;
  /** Declared ÷ all objects where that is known; absent where it is of none. */
  readonly coverage?: number;
  readonly runs: number;
  readonly partial: number;
  readonly failed: number;
  readonly missed: number;
}

/** What a manager did. `name` is '' where nobody recorded one. */
export interface ManagerCount {
  readonly name: string;
  readonly departures: number;
}

/** Several checks, or one, over so many days. */
export interface HistorySum {
  /** Oldest first, one for each day, up to the newest run of all. */
  readonly days: readonly SummedDay[];
  /** When the newest run ended; absent where there is none. */
  readonly asOf?: string;
  /** Departures that are open now. */
  readonly open: number;
  readonly opened: number;
  readonly resolved: number;
  readonly detect: Durations;
  readonly resolve: Durations;
  readonly runs: number;
  readonly partial: number;
  readonly failed: number;
  readonly missed: number;
  /** Who set what was opened, the most first. */
  readonly managers: readonly ManagerCount[];
}

/** Sums up histories over the days until the newest run of all of them. */
export function sumHistories(histories: readonly CheckHistory[], count: number): HistorySum {
  const asOf = histories
    .flatMap(({ points }) => points.at(-1)?.at ?? [])
    .sort((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1);
  const wanted = asOf === undefined ? [] : listDays(dayOf(asOf), count);
  const rows = histories.map((history) => readDays(history, wanted));
  const days = wanted.map((day, index) =>
    sumDay(
      day,
      rows.map((own) => own[index] ?? {}),
    ),
  );
  const all = rows.flat().flatMap(({ row }) => row ?? []);
  const total = (figureOf: (day: SummedDay) => number): number => days.reduce((sum, day) => sum + figureOf(day), 0);
  return {
    days,
    ...(asOf === undefined ? {} : { asOf }),
    open: histories.reduce((sum, { open }) => sum + open, 0),
    opened: total((day) => day.opened),
    resolved: total((day) => day.resolved),
    detect: addDurations(all.map(({ detect }) => detect)),
    resolve: addDurations(all.map(({ resolve }) => resolve)),
    runs: total((day) => day.runs),
    partial: total((day) => day.partial),
    failed: total((day) => day.failed),
    missed: total((day) => day.missed),
    managers: countManagers(all),
  };
}

/** The newest reading of a check; undefined where it was never read. */
export function findNewest({ points, days }: CheckHistory): HistoryReading | undefined {
  return points.findLast(isReading) ?? days.findLast(({ last }) => last !== undefined)?.last;
}

/** The mean in minutes; undefined where there is nothing to go by. */
export function meanOf([count, minutes]: Durations): number | undefined {
  return count === 0 ? undefined : minutes / count;
}

interface OwnDay {
  readonly row?: HistoryDay | undefined;
  readonly reading?: HistoryReading | undefined;
}

/** Each wanted day, and what had last been read by its end. */
function readDays({ days }: CheckHistory, wanted: readonly string[]): OwnDay[] {
  const byDay = new Map(days.map((row) => [row.day, row]));
  const [first = ''] = wanted;
  let reading = days.findLast(({ day, last }) => day < first && last !== undefined)?.last;
  return wanted.map((day) => {
    const row = byDay.get(day);
    reading = row?.last ?? reading;
    return { row, reading };
  });
}

function sumDay(day: string, own: readonly OwnDay[]): SummedDay {
  const rows = own.flatMap(({ row }) => row ?? []);
  const readings = own.flatMap(({ reading }) => reading ?? []);
  const total = (figureOf: (row: HistoryDay) => number | undefined): number => rows.reduce((sum, row) => sum + (figureOf(row) ?? 0), 0);
  const covered = readings.flatMap(({ declared, unmanaged }) => (unmanaged === null ? [] : [{ declared, all: declared + unmanaged }]));
  const all = covered.reduce((sum, each) => sum + each.all, 0);
  const declared = covered.reduce((sum, each) => sum + each.declared, 0);
  const severities = [0, 1, 2, 3].map((level) => readings.reduce((sum, each) => sum + (each.severities[level] ?? 0), 0));
  return {
    day,
    severities: severities as unknown as SeverityCounts,
    known: readings.length,
    opened: total((row) => row.opened),
    resolved: total((row) => row.resolved),
    ...(covered.length === 0 ? {} : { coverage: all === 0 ? 1 : declared / all }),
    runs: total((row) => row.runs),
    partial: total((row) => row.partial),
    failed: total((row) => row.failed),
    missed: total((row) => row.missed),
  };
}

function addDurations(durations: readonly (Durations | undefined)[]): Durations {
  const known = durations.filter((each) => each !== undefined);
  return [known.reduce((sum, [count]) => sum + count, 0), known.reduce((sum, [, minutes]) => sum + minutes, 0)];
}

function countManagers(rows: readonly HistoryDay[]): ManagerCount[] {
  const counts = new Map<string, number>();
  for (const { managers = {} } of rows)
    for (const [name, departures] of Object.entries(managers)) counts.set(name, (counts.get(name) ?? 0) + departures);
  return [...counts]
    .map(([name, departures]) => ({ name, departures }))
    .sort((a, b) => b.departures - a.departures || compareText(a.name, b.name));
}
