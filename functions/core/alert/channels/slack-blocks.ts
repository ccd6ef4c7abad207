import type { AlertWords } from '../describe-alert.ts';
import type { DifferenceWords, Piece } from '../describe-difference.ts';

/**
 * Texts of Block Kit. Only rich text elements carry what comes from a cluster or from git: Slack reads no markup in them, so no name can format the
 * message, mention anybody or link anywhere.
 */
export type SlackElement =
  | { readonly type: 'text'; readonly text: string; readonly style?: { readonly bold?: true; readonly code?: true } }
  | { readonly type: 'link'; readonly url: string; readonly text: string };

export type SlackBlock = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Parts of rich text. */
export const text = (value: string): SlackElement => ({ type: 'text', text: value });
export const bold = (value: string): SlackElement => ({ type: 'text', text: value, style: { bold: true } });
const code = (value: string): SlackElement => ({ type: 'text', text: value === '' ? ' ' : value, style: { code: true } });
const piece = ({ text: value, url }: Piece): SlackElement => (url === undefined ? text(value) : { type: 'link', url, text: value });

export const section = (...elements: readonly SlackElement[]) => ({ type: 'rich_text_section', elements });
const preformatted = (value: string) => ({ type: 'rich_text_preformatted', elements: [text(value)], border: 0 });
export const list = (items: readonly (readonly SlackElement[])[]) => ({
  type: 'rich_text_list',
  style: 'bullet',
  elements: items.map((elements) => section(...elements)),
});
export const richText = (...elements: readonly object[]): SlackBlock => ({ type: 'rich_text', elements });

/** Title in plain text: no emoji codes, no markup. */
export function buildHeader(title: string): SlackBlock {
  return { type: 'header', text: { type: 'plain_text', text: title, emoji: false } };
}

/** A line for each row of facts. */
export function buildFacts({ facts }: Pick<AlertWords, 'facts'>): SlackBlock {
  const lines = facts.flatMap((row, at): SlackElement[] => [
    ...(at === 0 ? [] : [text('\n')]),
    ...row.flatMap(([label, ...pieces], i): SlackElement[] => [
      ...(i === 0 ? [] : [text(' · ')]),
      bold(`${label} `),
      ...pieces.flatMap((each, j) => [...(j === 0 ? [] : [text(', ')]), piece(each)]),
    ]),
  ]);
  return richText(section(...lines));
}

/** What is new, a line each. */
export function buildNews({ news }: AlertWords): SlackBlock[] {
  if (news.length === 0) return [];
  const elements = news.flatMap(([label, names], i) => [...(i === 0 ? [] : [text('\n')]), bold(`${label}: `), text(names)]);
  return [richText(section(...elements))];
}

/** What is wrong with a check. */
export function buildProblem({ problem }: AlertWords): SlackBlock[] {
  return problem === undefined ? [] : [richText(section(text(problem)))];
}

/** A block for each difference, so that none grows too long. */
export function buildDifferences({ differences }: AlertWords): SlackBlock[] {
  return differences.map((difference) => richText(list([describe(difference)])));
}

function describe({ object, cluster, at, desired, live, state, by, file }: DifferenceWords): SlackElement[] {
  const values = [
    ...(desired === undefined ? [] : [code(desired)]),
    ...(desired !== undefined && (live !== undefined || state !== undefined) ? [text(' → ')] : []),
    ...(live === undefined ? [] : [code(live)]),
    ...(state === undefined ? [] : [text(live === undefined ? state : ` (${state})`)]),
  ];
  const origin = [
    ...(by === undefined ? [] : [text(by)]),
    ...(by !== undefined && file ? [text(' · ')] : []),
    ...(file ? [piece(file)] : []),
  ];
  return [
    bold(object),
    ...(cluster === undefined ? [] : [text(` in ${cluster}`)]),
    ...(at === undefined ? [text('  ')] : [text('\n'), code(at), text('\n')]),
    ...values,
    ...(origin.length === 0 ? [] : [text('\n'), ...origin]),
  ];
}

/** Both ways out and the commands, in blocks that can be copied. */
export function buildWays({ waysOut, commands }: AlertWords): SlackBlock[] {
  return [
    ...waysOut.map(({ does, text: way }) => richText(section(bold(does)), preformatted(way))),
    ...(commands.length === 0
      ? []
      : [richText(section(bold('Commands')), preformatted(commands.map(([, command]) => command).join('\n')))]),
  ];
}

/** Buttons that open the report and the lines in git. */
export function buildButtons({ reportUrl, differences }: AlertWords): SlackBlock[] {
  const file = differences.find((difference) => difference.file?.url !== undefined)?.file;
  const button = (label: string, url: string, action: string, style?: 'primary') => ({
    type: 'button',
    text: { type: 'plain_text', text: label, emoji: false },
    url,
    action_id: action,
    ...(style === undefined ? {} : { style }),
  });
  const elements = [
    ...(reportUrl === undefined ? [] : [button('Open the report', reportUrl, 'open-report', 'primary')]),
    ...(file?.url === undefined ? [] : [button('Show the line in git', file.url, 'open-line')]),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

/** What there was no room for. */
export function buildLeftOut({ leftOut }: Pick<AlertWords, 'leftOut'>): SlackBlock[] {
  return leftOut === undefined ? [] : [{ type: 'context', elements: [{ type: 'plain_text', text: leftOut, emoji: false }] }];
}

/** Longest text and sum of the texts of a block, as Slack counts them. */
export function measureBlock(block: unknown): number {
  if (Array.isArray(block)) return block.reduce((sum: number, item) => sum + measureBlock(item), 0);
  if (typeof block !== 'object' || block === null) return 0;
  return Object.entries(block).reduce(
    (sum, [key, value]) => sum + (key === 'text' && typeof value === 'string' ? value.length : measureBlock(value)),
    0,
  );
}
