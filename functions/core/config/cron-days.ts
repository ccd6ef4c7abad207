import { type CronField, parseCronField, parseCronValue } from './cron-field.ts';

/** A day as cron sees it. `weekday`: 1 is Sunday. */
export interface CalendarDay {
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly daysInMonth: number;
}

type DayTest = (day: CalendarDay) => boolean;

const DAY: CronField = { name: 'day of month', low: 1, high: 31 };
const WEEKDAY: CronField = { name: 'day of week', low: 1, high: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] };

/** Reads the field *day of month*, with `L` (the last), `L-3`, `15W` (the nearest weekday) and `LW`. Undefined where it is wrong. */
export function parseDayOfMonth(text: string): DayTest | undefined {
  const fromEnd = /^L(?:-(\d{1,2}))?$/i.exec(text);
  if (fromEnd) {
    const back = Number(fromEnd[1] ?? 0);
    return back > 30 ? undefined : ({ day, daysInMonth }) => day === daysInMonth - back;
  }
  const weekday = /^(\d{1,2}|L)W$/i.exec(text)?.[1];
  if (weekday === undefined) return testSet(parseCronField(text, DAY), ({ day }) => day);
  if (weekday.toUpperCase() === 'L') return (date) => date.day === nearestWeekday(date, date.daysInMonth);
  const wanted = parseCronValue(weekday, DAY);
  return wanted === undefined ? undefined : (date) => wanted <= date.daysInMonth && date.day === nearestWeekday(date, wanted);
}

/** Reads the field *day of week*, with `L` (Saturday), `6L` (the last Friday) and `6#3` (the third Friday). Undefined where it is wrong. */
export function parseDayOfWeek(text: string): DayTest | undefined {
  if (/^L$/i.test(text)) return ({ weekday }) => weekday === WEEKDAY.high;
  const [, last] = /^(\w+)L$/i.exec(text) ?? [];
  const [, day, nth] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  const wanted = parseCronValue(last ?? day ?? '', WEEKDAY);
  if (last !== undefined && wanted !== undefined) return (date) => date.weekday === wanted && date.day + 7 > date.daysInMonth;
  if (day !== undefined) {
    return wanted === undefined ? undefined : (date) => date.weekday === wanted && Math.ceil(date.day / 7) === Number(nth);
  }
  return testSet(parseCronField(text, WEEKDAY), ({ weekday }) => weekday);
}

function testSet(values: ReadonlySet<number> | undefined, pick: (day: CalendarDay) => number): DayTest | undefined {
  return values && ((day) => values.has(pick(day)));
}

/** The day from Monday to Friday that is nearest to a day, within its month. */
function nearestWeekday(date: CalendarDay, wanted: number): number {
  const weekday = ((((date.weekday - 1 + wanted - date.day) % 7) + 7) % 7) + 1;
  if (weekday === 7) return wanted > 1 ? wanted - 1 : wanted + 2;
  if (weekday === 1) return wanted < date.daysInMonth ? wanted + 1 : wanted - 2;
  return wanted;
}
