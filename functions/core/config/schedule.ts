import { type CalendarDay, parseDayOfMonth, parseDayOfWeek } from './cron-days.ts';
import { type CronField, parseCronField } from './cron-field.ts';

/** A schedule as EventBridge Scheduler takes it (`expression`), and the longest time between two of its runs. */
export type Schedule =
  | { readonly type: 'valid'; readonly expression: string; readonly everyMinutes: number }
  | { readonly type: 'invalid'; readonly message: string };

const UNITS: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };
const MINUTE: CronField = { name: 'minutes', low: 0, high: 59 };
const HOUR: CronField = { name: 'hours', low: 0, high: 23 };
const MONTH: CronField = {
  name: 'month',
  low: 1,
  high: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
const YEAR: CronField = { name: 'year', low: 1970, high: 2199 };
/** The days that the longest gap is looked for in; made when the first cron expression asks for it. Twelve years hold every date on every weekday. */
let calendar: readonly CalendarDay[] | undefined;

/** Reads `rate(15 minutes)` or `cron(0 6 ? * MON-FRI *)`. A message says what is wrong, and quotes nothing. */
export function parseSchedule(text: string): Schedule {
  const [, form, inside = ''] = /^\s*(rate|cron)\(([^()]*)\)\s*$/.exec(text) ?? [];
  const words = inside.trim().split(/\s+/);
  if (form === 'rate') return parseRate(words);
  if (form === 'cron') return parseCron(words);
  return { type: 'invalid', message: 'a schedule is rate(15 minutes) or cron(0 6 ? * MON-FRI *)' };
}

function parseRate(words: readonly string[]): Schedule {
  const [count = '', unit = ''] = words;
  const minutes = UNITS[unit.replace(/s$/, '')];
  if (words.length !== 2 || !/^[1-9]\d{0,4}$/.test(count) || minutes === undefined) {
    return { type: 'invalid', message: 'a rate is a whole number and minutes, hours or days, like rate(15 minutes)' };
  }
  if ((count === '1') === unit.endsWith('s')) {
    return { type: 'invalid', message: 'a rate of 1 has minute, hour or day, and any other minutes, hours or days' };
  }
  return { type: 'valid', expression: `rate(${count} ${unit})`, everyMinutes: Number(count) * minutes };
}

function parseCron(words: readonly string[]): Schedule {
  const [minuteText = '', hourText = '', dayText = '', monthText = '', weekdayText = '', yearText = ''] = words;
  if (words.length !== 6) {
    return { type: 'invalid', message: 'cron has six fields: minutes, hours, day of month, month, day of week, year' };
  }
  const either = dayText === '?' || weekdayText === '?';
  if (!either || dayText === weekdayText) {
    return { type: 'invalid', message: 'one of day of month and day of week is "?", the other is not' };
  }
  const minutes = parseCronField(minuteText, MINUTE);
  if (minutes === undefined) return refuse(MINUTE);
  const hours = parseCronField(hourText, HOUR);
  if (hours === undefined) return refuse(HOUR);
  const months = parseCronField(monthText, MONTH);
  if (months === undefined) return refuse(MONTH);
  if (parseCronField(yearText, YEAR) === undefined) return refuse(YEAR);
  const isDay = weekdayText === '?' ? parseDayOfMonth(dayText) : parseDayOfWeek(weekdayText);
  if (isDay === undefined) {
    return {
      type: 'invalid',
      message:
        weekdayText === '?'
          ? 'day of month in a cron expression: 1 to 31, with * , - / L W'
          : 'day of week in a cron expression: SUN to SAT, with * , - / L #',
    };
  }
  calendar ??= listDays(2024, 12);
  const everyMinutes = measureLongestGap(
    [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute)).sort((a, b) => a - b),
    calendar.flatMap((day, i) => (months.has(day.month) && isDay(day) ? [i] : [])),
  );
  if (everyMinutes === undefined) return { type: 'invalid', message: 'there is no such day in any year' };
  return { type: 'valid', expression: `cron(${words.join(' ')})`, everyMinutes };
}

function refuse({ name, low, high, names = [] }: CronField): Schedule {
  const range = names.length > 0 ? `${names[0]} to ${names.at(-1)}` : `${low} to ${high}`;
  return { type: 'invalid', message: `${name} in a cron expression: ${range}, with * , - /` };
}

/** The longest time from one run to the next, over these minutes of these days. */
function measureLongestGap(minutes: readonly number[], days: readonly number[]): number | undefined {
  const [first = 0, last = 0] = [minutes[0], minutes.at(-1)];
  const within = minutes.slice(1).map((minute, i) => minute - (minutes[i] ?? 0));
  const apart = days.slice(1).map((day, i) => (day - (days[i] ?? 0)) * 1440 + first - last);
  return apart.length === 0 ? undefined : [...within, ...apart].reduce((a, b) => Math.max(a, b), 0);
}

function listDays(firstYear: number, years: number): CalendarDay[] {
  const begin = Date.UTC(firstYear, 0, 1) / 86_400_000;
  const end = Date.UTC(firstYear + years, 0, 1) / 86_400_000;
  return Array.from({ length: end - begin }, (_, i) => {
    const date = new Date((begin + i) * 86_400_000);
    const month = date.getUTCMonth() + 1;
    const daysInMonth = new Date(Date.UTC(date.getUTCFullYear(), month, 0)).getUTCDate();
    return { month, day: date.getUTCDate(), weekday: date.getUTCDay() + 1, daysInMonth };
  });
}
