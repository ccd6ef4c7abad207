import type { Origin } from '../../difference.ts';
import type { ExplainedField, Explanation, Judgement } from '../../explanation.ts';
import { isPlaced, spellPlace } from '../../field-place.ts';
import { describeAuthor } from '../describe-author.ts';
import { escapeText } from '../escape-text.ts';
import { formatPlural } from '../format-quantity.ts';
import { formatValue } from '../format-value.ts';
import { createPaint, type Paint } from '../paint.ts';
import type { RenderOptions } from '../renderer.ts';
import { formatObject } from '../text/format-object.ts';
import { type Page, writeHeading, writeWrapped } from '../text/page.ts';
import { writeChange } from '../text/write-change.ts';

const ORDER: readonly Judgement[] = ['changed', 'missing', 'extra', 'undecided', 'pruned', 'suppressed', 'default', 'equal'];

/** Every field of one object with the rule that judged it, for a terminal: departures first, what is in order last. */
export function renderExplanation({ ref, origin, fields }: Explanation, options: Omit<RenderOptions, 'explain'>): string {
  const page: Page = {
    paint: createPaint(options.colour),
    width: Math.min(160, Math.max(48, options.width)),
    now: options.now,
    explain: true,
  };
  const sections = ORDER.flatMap((judgement) => {
    const judged = fields.filter((field) => field.judgement === judgement);
    if (judged.length === 0) return [];
    return [
      [
        writeHeading(page, describeJudgement(judgement), formatPlural(judged.length, 'field')),
        '',
        ...judged.flatMap((field) => writeField(field, origin, page)),
      ],
    ];
  });
  const title = `${page.paint.strong(formatObject(ref, true))}  ${page.paint.faint(escapeText(`${origin.source} ${origin.file}:${origin.line}`))}`;
  return `${[[title], ...sections].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function describeJudgement(judgement: Judgement): string {
  switch (judgement) {
    case 'changed':
      return 'CHANGED';
    case 'missing':
      return 'ONLY IN GIT';
    case 'extra':
      return 'ONLY IN THE CLUSTER';
    case 'undecided':
      return 'UNDECIDED';
    case 'pruned':
      return 'DROPPED BY THE CLUSTER';
    case 'suppressed':
      return 'LET GO BY RULES';
    case 'default':
      return 'DEFAULTS';
    case 'equal':
      return 'EQUAL';
  }
}

function writeField(field: ExplainedField, origin: Origin, page: Page): string[] {
  const { paint, width } = page;
  const change = {
    ...(field.desired === undefined ? {} : { desired: formatValue(field.desired) }),
    ...(field.live === undefined ? {} : { live: formatValue(field.live) }),
  };
  const same = change.desired === change.live ? change.desired : undefined;
  const values = same !== undefined ? [chooseColour(field, paint)(same)] : writeChange(change, paint, width - 6).lines;
  const author = field.setBy === undefined ? '' : ` · ${describeAuthor(field.setBy, page.now)}`;
  const place = isPlaced(field) ? ` · ${escapeText(spellPlace(field, origin))}` : '';
  return [
    ...writeWrapped(page, 2, escapeText(field.at), paint.place),
    ...(field.desired === undefined && field.live === undefined ? [] : values.map((line) => `      ${line}`)),
    ...writeWrapped(page, 6, `${escapeText(field.rule)}: ${escapeText(field.reason)}${author}${place}`, paint.faint),
  ];
}

function chooseColour(field: ExplainedField, paint: Paint): (text: string) => string {
  return field.judgement === 'equal' ? paint.good : paint.live;
}
