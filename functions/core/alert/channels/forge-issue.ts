import type { Alert, AlertCommit } from '../alert.ts';
import { cutLine, measureBytes } from '../cut-text.ts';
import { type AlertWords, describeAlert, describeStatus, keepNumbers } from '../describe-alert.ts';
import { type DifferenceWords, type Piece, writeValues } from '../describe-difference.ts';
import { fitRoom, ROOMS, type Room } from '../room.ts';

const FORGE_ROOMS: readonly [Room, ...Room[]] = [{ differences: 50, text: 500, way: 12_000, names: 30 }, ...ROOMS];
/** GitHub takes 65,536 characters of a text, GitLab a million. */
const MOST_BYTES = 60_000;
const LONGEST_TITLE = 250;

/** An issue of a forge about an incident, as it stands now. */
export interface ForgeIssue {
  readonly title: string;
  readonly body: string;
  readonly isOver: boolean;
}

/**
 * The issue of an incident, in the Markdown that GitHub and GitLab share. Everything from a cluster or from git stands in code, where forges read neither
 * mentions nor references to issues, and where GitLab runs no quick action.
 */
export function renderForgeIssue(alert: Alert): ForgeIssue {
  const body = fitRoom(
    FORGE_ROOMS,
    (room) => writeBody(describeAlert(alert, room)),
    (text) => measureBytes(text) <= MOST_BYTES,
  );
  return { title: cutLine(`[${alert.incident}] ${alert.title}`, LONGEST_TITLE), body, isOver: alert.type === 'resolved' };
}

/** What is new, as a comment. */
export function renderForgeComment(alert: Alert): string {
  return fitRoom(
    FORGE_ROOMS,
    (room) => writeComment(describeAlert(alert, room)),
    (text) => measureBytes(text) <= MOST_BYTES,
  );
}

/** What a commit status says, in one line. */
export function describeForgeStatus(alert: Alert, most: number): string {
  return cutLine(`${describeStatus(alert)}: ${alert.title}`, most);
}

/** The commit of a repository that was compared: of the source that is named, or the only one. */
export function findCommit(alert: Alert, source: string | undefined): AlertCommit | undefined {
  const commits = alert.commits.filter((commit) => source === undefined || commit.source === source);
  const [only, ...others] = commits;
  return others.length === 0 && only !== undefined && /^[0-9a-f]{40,64}$/.test(only.commit) ? only : undefined;
}

function writeComment(words: AlertWords): string {
  return writeBody({ ...words, facts: keepNumbers(words.facts), differences: [], waysOut: [], commands: [] });
}

function writeBody({ mark, status, title, facts, news, problem, differences, waysOut, commands, leftOut, reportUrl }: AlertWords): string {
  const blocks = [
    `${mark} **${status}:** ${code(title)}`,
    ['| | |', '|---|---|', ...facts.flat().map(([label, ...pieces]) => `| ${label} | ${pieces.map(writeCell).join(', ')} |`)].join('\n'),
    ...news.map(([label, names]) => `**${label}:** ${code(names)}`),
    ...(problem === undefined ? [] : [fence(problem)]),
    ...differences.map(writeDifference),
    ...waysOut.map(({ does, text }) => `${code(does)}\n\n${fence(text)}`),
    ...(commands.length === 0 ? [] : [fence(commands.map(([, command]) => command).join('\n'))]),
    ...(reportUrl === undefined ? [] : [`[Open the report](${reportUrl})`]),
    ...(leftOut === undefined ? [] : [code(leftOut)]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function writeDifference(words: DifferenceWords): string {
  const { object, cluster, at, by, file } = words;
  const values = writeValues(words, code);
  const origin = [...(by === undefined ? [] : [code(by)]), ...(file === undefined ? [] : [writePiece(file)])].join(' · ');
  const head = `- ${code(object)}${cluster === undefined ? '' : ` in ${code(cluster)}`}`;
  return [head, `  ${at === undefined ? values : `${code(at)} ${values}`}`, ...(origin === '' ? [] : [`  ${origin}`])].join('  \n');
}

function writePiece({ text, url }: Piece): string {
  return url === undefined ? code(text) : `[${code(text)}](${url})`;
}

/** In a table a bar ends the cell, even in code. */
function writeCell(piece: Piece): string {
  return writePiece({ ...piece, text: piece.text.replaceAll('|', '∣') });
}

/** A code span whose fence is longer than any run of backticks in it. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = '`'.repeat(longest + 1);
  const pad = longest > 0 || text.trim() === '' ? ' ' : '';
  return `${ticks}${pad}${text.replaceAll('\n', ' ')}${pad}${ticks}`;
}

function fence(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}text\n${text}\n${ticks}`;
}
