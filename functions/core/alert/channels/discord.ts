import type { Alert } from '../alert.ts';
import { cutEscaped, cutLine } from '../cut-text.ts';
import { plainMarkdown, quoteCode } from '../defuse-text.ts';
import { type AlertWords, describeAlert, keepNumbers } from '../describe-alert.ts';
import { type DifferenceWords, type Piece, writeValues } from '../describe-difference.ts';
import { fitRoom, ROOMS } from '../room.ts';

/** What Discord takes. */
export const LONGEST = {
  content: 2000,
  title: 256,
  description: 4096,
  fields: 25,
  name: 256,
  value: 1024,
  footer: 2048,
  embed: 6000,
} as const;
/** Of the edge of an embed. */
export const COLORS = { critical: 0xd32f2f, high: 0xef6c00, medium: 0xf9a825, low: 0x1976d2, resolved: 0x2e7d32 } as const;

/** A message with one embed. Nobody is mentioned, whatever stands in it. */
export interface DiscordMessage {
  readonly content: string;
  readonly embeds: readonly DiscordEmbed[];
  readonly allowed_mentions: { readonly parse: readonly [] };
}

/** A part of a message with a coloured edge. */
export interface DiscordEmbed {
  readonly title: string;
  readonly url?: string;
  readonly color: number;
  readonly description: string;
  readonly fields: readonly { readonly name: string; readonly value: string; readonly inline?: true }[];
  readonly footer?: { readonly text: string };
}

/** The message of an incident, as it stands now. */
export function renderDiscordMessage(alert: Alert): DiscordMessage {
  return fitRoom(ROOMS, (room) => buildMessage(describeAlert(alert, room)), fits);
}

/** What is new, as a message of its own: a webhook cannot reply. */
export function renderDiscordNews(alert: Alert): DiscordMessage {
  return fitRoom(
    ROOMS,
    (room) => {
      const words = describeAlert(alert, room);
      return buildMessage({ ...words, facts: keepNumbers(words.facts), differences: [], waysOut: [], commands: [] });
    },
    fits,
  );
}

function buildMessage(words: AlertWords): DiscordMessage {
  const { mark, status, title, facts, problem, news, differences, waysOut, commands, leftOut, reportUrl, tone } = words;
  const fields = [
    ...facts.flat().map(([label, ...pieces]) => ({ name: label, value: pieces.map(writePiece).join(', '), inline: true as const })),
    ...news.map(([label, names]) => ({ name: label, value: plain(names) })),
    ...differences.map(writeDifference),
    ...waysOut.map(({ does, text }) => ({ name: plain(does), value: fence(text) })),
    ...(commands.length === 0 ? [] : [{ name: 'Commands', value: fence(commands.map(([, command]) => command).join('\n')) }]),
    ...(reportUrl === undefined ? [] : [{ name: 'Report', value: reportUrl }]),
  ];
  return {
    content: cutEscaped(`${mark} ${status}`, LONGEST.content, plain),
    embeds: [
      {
        title: cutEscaped(title, LONGEST.title, plain),
        ...(reportUrl === undefined ? {} : { url: reportUrl }),
        color: COLORS[tone],
        description: problem === undefined ? '' : plain(problem),
        fields: fields.map(({ name, ...rest }) => ({ name: cutLine(name, LONGEST.name), ...rest })),
        ...(leftOut === undefined ? {} : { footer: { text: cutLine(leftOut, LONGEST.footer) } }),
      },
    ],
    allowed_mentions: { parse: [] },
  };
}

function writeDifference(words: DifferenceWords): { name: string; value: string } {
  const { object, cluster, at, by, file } = words;
  const values = writeValues(words, quoteCode);
  const origin = [...(by === undefined ? [] : [plain(by)]), ...(file === undefined ? [] : [writePiece(file)])].join(' · ');
  return {
    name: plain(`${object}${cluster === undefined ? '' : ` in ${cluster}`}`),
    value: [...(at === undefined ? [] : [quoteCode(at)]), values, ...(origin === '' ? [] : [origin])].join('\n'),
  };
}

function writePiece({ text, url }: Piece): string {
  return url === undefined ? plain(text) : `[${plain(text)}](${url})`;
}

/** Discord links what stands between angle brackets, and knows `<@id>` and `<t:time>`. */
export function plain(text: string): string {
  return plainMarkdown(text).replaceAll('<', '‹').replaceAll('>', '›');
}

function fence(text: string): string {
  return `\`\`\`\n${text.replaceAll('```', 'ˋˋˋ')}\n\`\`\``;
}

/** True where Discord takes a message. */
export function fits({ embeds }: DiscordMessage): boolean {
  return embeds.every(({ title, description, fields, footer }) => {
    const texts = [title, description, footer?.text ?? '', ...fields.flatMap(({ name, value }) => [name, value])];
    const isEachRight = fields.every(({ value }) => value.length <= LONGEST.value) && description.length <= LONGEST.description;
    return isEachRight && fields.length <= LONGEST.fields && texts.reduce((sum, text) => sum + text.length, 0) <= LONGEST.embed;
  });
}
