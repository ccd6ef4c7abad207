/** What one field of a cron expression may hold. `names` stand for `low`, `low + 1`, …: `JAN`, `SUN`. */
export interface CronField {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
}

/** The values that a field selects: `*`, `5`, `1-5`, `0/15`, `MON-FRI`, and several with `,`. Undefined where it is none of these. */
export function parseCronField(text: string, field: CronField): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const range = parseRange(item, field);
    if (range === undefined) return undefined;
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
  }
  return values;
}

function parseRange(item: string, field: CronField): { readonly from: number; readonly to: number; readonly step: number } | undefined {
  const [range = '', stepText, ...rest] = item.split('/');
  const step = stepText === undefined ? 1 : parseNumber(stepText);
  if (rest.length > 0 || step === undefined || step < 1) return undefined;
  if (range === '*') return { from: field.low, to: field.high, step };
  const [fromText = '', toText, ...more] = range.split('-');
  const from = parseCronValue(fromText, field);
  const alone = stepText === undefined ? from : field.high;
  const to = toText === undefined ? alone : parseCronValue(toText, field);
  if (more.length > 0 || from === undefined || to === undefined || to < from) return undefined;
  return { from, to, step };
}

/** One value, as a number or by its name. */
export function parseCronValue(text: string, { low, high, names = [] }: CronField): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  const value = named < 0 ? parseNumber(text) : low + named;
  return value !== undefined && value >= low && value <= high ? value : undefined;
}

function parseNumber(text: string): number | undefined {
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}
