import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { renderDiscordMessage } from '../../functions/core/alert/channels/discord.ts';
import { renderGoogleChatMessage } from '../../functions/core/alert/channels/google-chat.ts';
import { renderMail } from '../../functions/core/alert/channels/ses.ts';
import { renderSlackMessage, renderSlackReply } from '../../functions/core/alert/channels/slack.ts';
import { renderChatAlert } from '../../functions/core/alert/channels/sns.ts';
import { renderTeamsMessage } from '../../functions/core/alert/channels/teams.ts';
import { renderSlackDigest } from '../../functions/core/digest/channels/slack.ts';
import { renderTeamsDigest } from '../../functions/core/digest/channels/teams.ts';
import { findChromium } from '../support/find-chromium.ts';
import { buildAlert, buildStory } from '../support/sample-alerts.ts';
import { buildSampleDigest } from '../support/sample-digests.ts';
import { drawChat } from './draw-chat.ts';
import { drawDiscord } from './draw-discord.ts';
import { drawGoogleChat } from './draw-google-chat.ts';
import { drawMail } from './draw-mail.ts';
import { drawSlack } from './draw-slack.ts';
import { drawTeams } from './draw-teams.ts';

/** Draws the rich messages from what is really sent, for docs/alerts.md: `npm run draw-alerts`. Needs Chromium. */
const FOLDER = resolve(import.meta.dirname, '../../docs/alerts');
const LARGEST = 170_000;
const [opened, changed, , , resolved] = buildStory();

const pictures = {
  'slack-opened': { width: 660, page: drawSlack([renderSlackMessage(opened)] as never) },
  'slack-resolved': {
    width: 660,
    page: drawSlack([renderSlackMessage(resolved), renderSlackReply(changed), renderSlackReply(resolved)] as never),
  },
  'slack-digest': { width: 660, page: drawSlack([renderSlackDigest(buildSampleDigest())] as never) },
  'teams-digest': { width: 660, page: drawTeams(renderTeamsDigest(buildSampleDigest())) },
  'teams-opened': { width: 660, page: drawTeams(renderTeamsMessage(opened)) },
  'mail-opened': { width: 680, page: drawMail(renderMail(opened, undefined, 'example.com').html, 'light') },
  'mail-opened-dark': { width: 680, page: drawMail(renderMail(opened, undefined, 'example.com').html, 'dark') },
  'discord-opened': { width: 660, page: drawDiscord(renderDiscordMessage(opened)) },
  'google-chat-opened': { width: 660, page: drawGoogleChat(renderGoogleChatMessage(opened)) },
  'amazon-q-opened': { width: 680, page: drawChat(renderChatAlert(buildAlert())) },
} as const;

const chromium = findChromium();
if (chromium === undefined) {
  console.error('There is no Chromium here (chromium, chromium-browser or google-chrome): NO PICTURE WAS DRAWN.');
  process.exit(1);
}
const work = mkdtempSync(join(tmpdir(), 'plumbline-pictures-'));
const browse = (...args: readonly string[]): string =>
  execFileSync(
    chromium,
    ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-lcd-text', `--user-data-dir=${work}/profile`, ...args],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
for (const [name, { width, page }] of Object.entries(pictures)) {
  const file = join(work, `${name}.html`);
  // The height is only known once it is laid out: the page tells it in its title.
  const measure = '<script>document.title = "height=" + Math.ceil(document.body.getBoundingClientRect().height)</script>';
  writeFileSync(file, `<!doctype html><meta charset="utf-8"><html>${page}${measure}</html>`);
  const [, height = '800'] = /height=(\d+)/.exec(browse(`--window-size=${width},800`, '--dump-dom', `file://${file}`)) ?? [];
  const picture = join(FOLDER, `${name}.png`);
  browse('--hide-scrollbars', `--window-size=${width},${height}`, `--screenshot=${picture}`, `file://${file}`);
  const { size } = statSync(picture);
  if (size > LARGEST) throw new Error(`${picture} has ${size} bytes, more than ${LARGEST}`);
  console.log(`${name}.png  ${width} x ${height}  ${size} bytes`);
}
rmSync(work, { recursive: true, force: true });
