import type { Alert } from '../alert.ts';
import { measureBytes } from '../cut-text.ts';
import { defuseText, plainMarkdown } from '../defuse-text.ts';
import { type AlertWords, describeAlert, type Fact } from '../describe-alert.ts';
import type { DifferenceWords, Piece } from '../describe-difference.ts';
import { fitRoom, ROOMS } from '../room.ts';

/** An element of an Adaptive Card. */
export type Item = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Teams takes 28 KB, and the workflow wraps what it gets. */
export const MOST_BYTES = 26_000;
/** Styles of the head of a card. */
export const COLORS = { critical: 'attention', high: 'attention', medium: 'warning', low: 'accent', resolved: 'good' } as const;

/**
 * The body that a workflow "when a Teams webhook request is received" posts as an Adaptive Card. All text stands in TextRuns, which know no Markdown;
 * a TextBlock would read it.
 */
export function renderTeamsMessage(alert: Alert): string {
  return fitRoom(
    ROOMS,
    (room) => JSON.stringify(buildMessage(describeAlert(alert, room))),
    (body) => measureBytes(body) <= MOST_BYTES,
  );
}

function buildMessage(words: AlertWords): object {
  return wrapCard(
    `${words.status}: ${words.title}`,
    [
      buildHead(words),
      ...words.facts.map((row) => line(row.flatMap(writeFact), 'none')),
      ...words.news.map(([label, names], i) => line([run(`${label}: `, { weight: 'bolder' }), run(names)], i === 0 ? 'medium' : 'none')),
      ...(words.problem === undefined ? [] : words.problem.split('\n').map((text, i) => line([run(text)], i === 0 ? 'medium' : 'none'))),
      ...words.differences.map(buildDifference),
      ...words.waysOut.map(({ does, text }) => buildCode(does, text)),
      ...(words.commands.length === 0 ? [] : [buildCode('Commands', words.commands.map(([, command]) => command).join('\n'))]),
      ...(words.leftOut === undefined ? [] : [line([run(words.leftOut, { isSubtle: true, size: 'small' })], 'medium')]),
    ],
    words.reportUrl === undefined ? [] : [{ type: 'Action.OpenUrl', title: 'Open the report', url: words.reportUrl }],
  );
}

/** The message that a workflow posts as a card. `fallback`: what a client shows that knows no cards. */
export function wrapCard(fallback: string, body: readonly Item[], actions: readonly Item[] = []): object {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: plainMarkdown(fallback).replaceAll('<', '‹').replaceAll('>', '›'),
    msteams: { width: 'Full' },
    body,
    ...(actions.length === 0 ? {} : { actions }),
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

function writeFact([label, ...pieces]: Fact, i: number): Item[] {
  return [...(i === 0 ? [] : [run(' · ')]), run(`${label} `, { weight: 'bolder' }), ...joinPieces(pieces)];
}

function buildHead({ mark, title, status, tone }: AlertWords): Item {
  return {
    type: 'Container',
    style: COLORS[tone],
    bleed: true,
    items: [line([run(`${mark} ${status}: ${title}`, { weight: 'bolder', size: 'large' })])],
  };
}

function buildDifference({ object, cluster, at, desired, live, state, by, file }: DifferenceWords): Item {
  const code = (text: string): Item => run(text === '' ? ' ' : text, { fontType: 'monospace', highlight: true });
  const values = [
    ...(desired === undefined ? [] : [code(desired)]),
    ...(desired !== undefined && (live !== undefined || state !== undefined) ? [run(' → ')] : []),
    ...(live === undefined ? [] : [code(live)]),
    ...(state === undefined ? [] : [run(live === undefined ? state : ` (${state})`)]),
  ];
  const origin = [...(by === undefined ? [] : [{ text: by }]), ...(file === undefined ? [] : [file])];
  return {
    type: 'Container',
    separator: true,
    spacing: 'medium',
    items: [
      line([run(object, { weight: 'bolder' }), ...(cluster === undefined ? [] : [run(` in ${cluster}`)])]),
      ...(at === undefined ? [] : [line([run(at, { fontType: 'monospace' })], 'none')]),
      line(values, 'none'),
      ...(origin.length === 0 ? [] : [line(joinPieces(origin, ' · ', { isSubtle: true }), 'none')]),
    ],
  };
}

/** A block that can be copied. Where a client knows no such block, the lines of it. */
function buildCode(does: string, text: string): Item {
  const lines = text.split('\n').map((each, i) => {
    const inline: Item = { type: 'TextRun', text: indent(each), fontType: 'monospace', size: 'small' };
    return line([inline], i === 0 ? 'default' : 'none');
  });
  return {
    type: 'Container',
    spacing: 'medium',
    items: [
      line([run(does, { weight: 'bolder' })]),
      {
        type: 'CodeBlock',
        spacing: 'small',
        language: 'PlainText',
        codeSnippet: text,
        fallback: { type: 'Container', style: 'emphasis', spacing: 'small', items: lines },
      },
    ],
  };
}

/** Spaces at the beginning of a line would be dropped, and YAML lives on them. */
function indent(text: string): string {
  return text === '' ? '\u00a0' : text.replace(/^ +/, (spaces) => '\u00a0'.repeat(spaces.length));
}

function joinPieces(pieces: readonly Piece[], separator = ', ', style: Readonly<Record<string, unknown>> = {}): Item[] {
  return pieces.flatMap(({ text, url }, i) => [
    ...(i === 0 ? [] : [run(separator, style)]),
    run(text, { ...style, ...(url === undefined ? {} : { selectAction: { type: 'Action.OpenUrl', url } }) }),
  ]);
}

/** Text in which nothing is markup. */
export function run(text: string, style: Readonly<Record<string, unknown>> = {}): Item {
  return { type: 'TextRun', text: defuseText(text), ...style };
}

/** A line of texts. */
export function line(inlines: readonly Item[], spacing: 'default' | 'none' | 'medium' = 'default'): Item {
  return { type: 'RichTextBlock', spacing, inlines };
}
