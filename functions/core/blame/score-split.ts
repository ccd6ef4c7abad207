/** How unlikely it is that people see a block begin or end here: less is better. */
export interface SplitScore {
  readonly indent: number;
  readonly penalty: number;
}

// The weights that git found by experiment (its indent heuristic).
const START_OF_FILE = 1;
const END_OF_FILE = 21;
const BLANK = -30;
const BLANK_AFTER = 6;
const INDENT_WEIGHT = 60;
const DEEPER = { plain: -4, blank: 10 };
const OPENING = { plain: 24, blank: 17 };
const CLOSING = { plain: 23, blank: 17 };
const MOST_INDENT = 200;
const MOST_BLANKS = 20;
const TAB = 8;

/** Scores a block by both its ends: `splits` are indexes of the lines before which the text is split. */
export function scoreSplit(lines: readonly string[], splits: readonly number[]): SplitScore {
  let [indent, penalty] = [0, 0];
  for (const split of splits) {
    const score = scoreOne(lines, split);
    indent += score.indent;
    penalty += score.penalty;
  }
  return { indent, penalty };
}

/** Below 0 where the first is better. */
export function compareSplits(a: SplitScore, b: SplitScore): number {
  return INDENT_WEIGHT * Math.sign(a.indent - b.indent) + (a.penalty - b.penalty);
}

function scoreOne(lines: readonly string[], split: number): SplitScore {
  const own = measureIndent(lines[split]);
  const before = lookAround(lines, split, -1);
  const after = lookAround(lines, split, 1);
  const blanksAfter = own === undefined ? 1 + after.blanks : 0;
  const blanks = before.blanks + blanksAfter;
  const indent = own ?? after.indent;
  let penalty = BLANK * blanks + BLANK_AFTER * blanksAfter;
  if (before.indent === undefined && before.blanks === 0) penalty += START_OF_FILE;
  if (split >= lines.length) penalty += END_OF_FILE;
  if (indent !== undefined && before.indent !== undefined && indent !== before.indent) {
    const turn = indent > before.indent ? DEEPER : (after.indent ?? -1) > indent ? OPENING : CLOSING;
    penalty += blanks > 0 ? turn.blank : turn.plain;
  }
  return { indent: indent ?? -1, penalty };
}

/** Blank lines next to a line, and the indentation of the first one that is none. */
function lookAround(
  lines: readonly string[],
  from: number,
  step: 1 | -1,
): { readonly blanks: number; readonly indent: number | undefined } {
  for (let blanks = 0; ; blanks++) {
    const at = from + step * (blanks + 1);
    if (blanks === MOST_BLANKS) return { blanks, indent: 0 };
    if (at < 0 || at >= lines.length) return { blanks, indent: undefined };
    const indent = measureIndent(lines[at]);
    if (indent !== undefined) return { blanks, indent };
  }
}

/** Columns of white space before the text; undefined for a blank line, and for none at all. */
function measureIndent(line: string | undefined): number | undefined {
  if (line === undefined) return undefined;
  let columns = 0;
  for (const character of line) {
    if (character === ' ') columns++;
    else if (character === '\t') columns += TAB - (columns % TAB);
    else if (!/[\n\r\f\v]/.test(character)) return columns;
    if (columns >= MOST_INDENT) return MOST_INDENT;
  }
  return undefined;
}
