import { formatCell } from './format-cell.ts';

/** The columns, in their order; new ones are added at the end. `rule` is what judged the severity, or let it go. `desired` and `live` are JSON, empty where the side has nothing. `blame…`: the commit that last set the line in git. */
export const COLUMNS = [
  'cluster',
  'readAt',
  'record',
  'severity',
  'rule',
  'why',
  'namespace',
  'kind',
  'group',
  'name',
  'team',
  'field',
  'desired',
  'live',
  'cause',
  'manager',
  'managerClass',
  'operation',
  'setAt',
  'source',
  'file',
  'line',
  'message',
  'count',
  'blameCommit',
  'blameAuthor',
  'blameTime',
  'blameRequest',
] as const;

export type CsvRow = Readonly<Partial<Record<(typeof COLUMNS)[number], string | number | undefined>>>;

/** The row with a newline behind it. RFC 4180 says CR LF; every reader takes LF, and diff and grep do too. */
export function writeRow(row: CsvRow): string {
  return `${COLUMNS.map((column) => formatCell(String(row[column] ?? ''))).join(',')}\n`;
}

/** The first line. */
export function writeHeader(): string {
  return `${COLUMNS.join(',')}\n`;
}
