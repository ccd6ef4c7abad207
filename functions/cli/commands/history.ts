import { findInterval } from '../../core/config/list-schedules.ts';
import { PlumblineError } from '../../core/errors.ts';
import type { CheckHistory } from '../../core/history/check-history.ts';
import { buildCheckPageKey, buildNewestPageKey, INDEX_KEY } from '../../core/history/history-keys.ts';
import { sumHistories } from '../../core/history/sum-histories.ts';
import { type Json, stringifyJson } from '../../core/json.ts';
import { escapeControls, escapeText } from '../../core/render/escape-text.ts';
import { formatPlural } from '../../core/render/format-quantity.ts';
import { writeHistoryText } from '../../core/render/history/write-history-text.ts';
import { countShownDays } from '../../core/render/history/write-index-page.ts';
import { listHistories } from '../../io/history/keep-history.ts';
import { rebuildHistory } from '../../io/history/rebuild-history.ts';
import { USUAL_STORE } from '../../io/local-report-store.ts';
import type { Command, CommandContext } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { type StoredHistory, withStoredHistory } from '../open-stored-history.ts';
import { PLACE_OPTIONS, readPlace } from '../open-stored-reports.ts';
import { type Arguments, usageError } from '../parse-arguments.ts';
import { parseSpan } from '../parse-span.ts';
import { readConfig } from '../read-config.ts';
import { writeOutput } from '../write-output.ts';
import { chooseColour, chooseWidth } from '../write-report.ts';

const LONGEST_LINK_DAYS = 7;

/** Tells the history of stored reports, and where its pages are. */
export const historyCommand: Command = {
  positionals: [{ name: 'CLUSTER', optional: true, help: 'Name of a cluster. Default: all of them.' }],
  options: [
    ...PLACE_OPTIONS,
    {
      name: 'rebuild',
      help: 'Make histories and pages anew from the reports that are stored, for reports of earlier versions or a damaged history.',
    },
    {
      name: 'config',
      short: 'c',
      value: 'FILE',
      help: 'With --rebuild: the configuration whose schedules and alert settings count. Default: plumbline.yaml, where there is one.',
    },
    { name: 'link', help: 'Print a signed URL of the page, for whoever has it: of a bucket only. Such a page opens alone.' },
    {
      name: 'site',
      value: 'DOMAIN',
      help: 'With --link: let its reader in to the whole site of an installation, the setting `pages`, instead of one page of a bucket.',
    },
    { name: 'signing-key', value: 'FILE', help: 'With --site: the private key, PEM, whose public half the setting names.' },
    { name: 'key-id', value: 'ID', help: 'With --site: the id that CloudFront gave that public half, K2JCJMDEHXQW5F.' },
    { name: 'expires', value: 'SPAN', help: 'With --link: how long it holds, at most 7d. Default: 1h.' },
    { name: 'output', short: 'o', value: 'FORMAT', choices: ['text', 'json'], help: 'One of text, json. Default: text.' },
    { name: 'output-file', value: 'FILE', help: 'Write it there instead.' },
    { name: 'color', help: 'Colour even where it is no terminal.' },
    { name: 'no-color', help: 'No colour. NO_COLOR and FORCE_COLOR are honoured too.' },
  ],
  description:
    'Tells how the drift of stored checks came and went in the last 90 days, and where its pages are: one of all clusters and one of each, written beside the reports by "plumbline check --store" and by the service. Asks no cluster. Exit code: 0, or 2 where there is no history.',
  examples: [
    { command: 'plumbline history', does: 'The history of the checks whose reports are kept in .plumbline, and the path of its page.' },
    {
      command: 'plumbline history --from s3://my-reports --link --expires 12h',
      does: 'A URL of the page of all clusters, for twelve hours.',
    },
    { command: 'plumbline history --rebuild', does: 'Makes histories and pages of reports that were stored before there were any.' },
  ],
  run: async (context) => {
    const { arguments: args } = context;
    const [check] = args.positionals;
    for (const option of ['expires', 'site'])
      if (args.has(option) && !args.has('link')) throw usageError('history', `--${option} goes with --link`);
    if (args.has('site')) {
      await writeOutput(await writeSiteLink(context), args.text('output-file'), context);
      return EXIT.inSync;
    }
    const from = readPlace('history', args);
    return withStoredHistory('history', from, async (stored) => {
      if (args.has('rebuild')) await rebuild(stored, context);
      const histories = await choose(stored, check, from);
      const text = args.has('link') ? await writeLinks(stored, check, context) : tell(stored, check, histories, context);
      await writeOutput(text, args.text('output-file'), context);
      return EXIT.inSync;
    });
  },
};

async function choose(stored: StoredHistory, check: string | undefined, from: string | undefined): Promise<readonly CheckHistory[]> {
  const all = await listHistories(stored.documents);
  const chosen = check === undefined ? all : all.filter((history) => history.check === check);
  if (chosen.length > 0) return chosen;
  const known =
    all.length === 0
      ? ''
      : `; there is one of ${all
          .slice(0, 10)
          .map((history) => history.check)
          .join(', ')}`;
  throw new PlumblineError('usage', `${from ?? USUAL_STORE} has no history${check === undefined ? '' : ` of ${check}`}${known}`, {
    advice: '"plumbline check --store" begins one; "plumbline history --rebuild" makes it of the reports that are there.',
  });
}

function tell(stored: StoredHistory, check: string | undefined, histories: readonly CheckHistory[], context: CommandContext): string {
  const { arguments: args } = context;
  const file = args.text('output-file');
  const page = stored.locate(check === undefined ? INDEX_KEY : buildCheckPageKey(check));
  if (args.text('output') === 'json') {
    const { days, ...figures } = sumHistories(histories, countShownDays(histories));
    const told = { page, ...figures, days, checks: histories };
    return `${escapeControls(stringifyJson(JSON.parse(JSON.stringify(told)) as Json, 2))}\n`;
  }
  const text = writeHistoryText(histories, { colour: chooseColour(context, file), width: chooseWidth(context, file) });
  return `${text}\n${escapeText(page)}\n`;
}

async function writeLinks(
  { sign, pages }: StoredHistory,
  check: string | undefined,
  { arguments: args, now }: CommandContext,
): Promise<string> {
  if (sign === undefined) throw usageError('history', '--link signs pages of a bucket: --from s3://my-reports');
  const seconds = Math.round((Date.parse(readExpiry(args, now)) - Date.parse(now)) / 1000);
  const keys = check === undefined ? [INDEX_KEY] : [buildCheckPageKey(check), buildNewestPageKey(check)];
  const there = await Promise.all(keys.map(async (key) => ((await pages.read(key)) === undefined ? [] : [await sign(key, seconds)])));
  return there
    .flat()
    .map((url) => `${url}\n`)
    .join('');
}

/** RFC 3339. */
function readExpiry(args: Arguments, now: string): string {
  const until = parseSpan(args.text('expires') ?? '1h', now);
  const days = (Date.parse(until) - Date.parse(now)) / (24 * 60 * 60 * 1000);
  if (days <= 0 || days > LONGEST_LINK_DAYS) throw usageError('history', `--expires is at most ${LONGEST_LINK_DAYS}d`);
  return until;
}

async function writeSiteLink({ arguments: args, now }: CommandContext): Promise<string> {
  const [domain, file, keyId] = [args.text('site') ?? '', args.text('signing-key'), args.text('key-id')];
  if (file === undefined || keyId === undefined) throw usageError('history', '--site needs --signing-key and --key-id');
  if (!/^[a-z0-9.-]+$/.test(domain)) throw usageError('history', `--site ${domain}: a name is written like drift.example.com`);
  const { readSigningKey, signSiteLink } = await import('../../io/history/sign-site-link.ts');
  return `${signSiteLink({ domain, keyId, privateKey: await readSigningKey(file), until: readExpiry(args, now) })}\n`;
}

async function rebuild({ reports, ...place }: StoredHistory, { arguments: args, stderr }: CommandContext): Promise<void> {
  const config = await readConfig(args.text('config'));
  const say = (text: string): void => void stderr.write(text);
  const count = await rebuildHistory(reports, place, {
    settings: config.alerts,
    intervalOf: (check) => findInterval(check, config),
    onReport: (check, done, total) => {
      if (done === total || done % 500 === 0) say(`${escapeText(check)}: ${done} of ${formatPlural(total, 'report')}\n`);
    },
    onDamaged: (key, error) =>
      say(`${escapeText(key)} was left out: ${escapeText(error instanceof Error ? error.message : String(error))}\n`),
  });
  say(`made anew from ${formatPlural(count, 'report')}\n`);
}
