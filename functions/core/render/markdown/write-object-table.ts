import type { FieldDifference, Judged, ModifiedObject } from '../../difference.ts';
import { formatRef } from '../../kube-object.ts';
import { listFields } from '../../severity/list-fields.ts';
import { describeAuthor, describeCause } from '../describe-author.ts';
import { describeBlame } from '../describe-blame.ts';
import { type ChangeLine, describeChange } from '../describe-change.ts';
import { formatCode, formatPlain } from './format-code.ts';
import { formatSeverity } from './format-severity.ts';

const LINES_SHOWN = 4;
const VALUE_WIDTH = 160;

/** One modified object as a heading and a table: a row for each field, or for each part of a large one. */
export function writeObjectTable(object: Judged<ModifiedObject>, now: string): string {
  const rows = listFields(object).flatMap((field) => writeRows(field, now));
  const origin = formatCode(`${object.origin.file}:${object.origin.line}`);
  return [
    `#### ${formatCode(formatRef(object.ref))}`,
    '',
    `${formatSeverity(object.severity)}, declared at ${origin}`,
    '',
    '| Field | git | cluster | Why |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function writeRows(field: FieldDifference, now: string): string[] {
  const lines = describeChange(field);
  const shown = lines.slice(0, LINES_SHOWN);
  const left = lines.length - shown.length;
  const author = field.setBy === undefined ? '' : `: ${describeAuthor(field.setBy, now)}`;
  const place = field.place ? ` (${field.place.file}:${field.place.line})` : field.line === undefined ? '' : ` (line ${field.line})`;
  const blame = field.blame === undefined ? '' : `. ${describeBlame(field.blame, now)}`;
  const note = field.note === undefined ? '' : `. ${field.note}`;
  const why = formatPlain(`${describeCause(field)}${author}${place}${blame}${note}`);
  const more = left === 0 ? [] : [`| | | | ${left} more ${left === 1 ? 'line' : 'lines'} |`];
  return [...shown.map((line, i) => writeRow(line, i === 0 ? formatCode(field.at) : '', i === 0 ? why : '')), ...more];
}

function writeRow(line: ChangeLine, path: string, why: string): string {
  const label = line.label ? ` ${formatPlain(line.label)}` : '';
  const remark = line.remark ? `${why === '' ? '' : '. '}${formatPlain(line.remark)}` : '';
  return `| ${path}${label} | ${writeValue(line.desired)} | ${writeValue(line.live)} | ${why}${remark} |`;
}

function writeValue(value: string | undefined): string {
  return value === undefined ? '*nothing*' : formatCode(value, VALUE_WIDTH);
}
