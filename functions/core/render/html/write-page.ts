import { createHash } from 'node:crypto';
import { escapeText } from '../escape-text.ts';
import { escapeHtml } from './escape-html.ts';
import assets from './page-assets.json' with { type: 'json' };

/** What a page says. `title` is plain text, all else HTML. */
export interface PageParts {
  readonly title: string;
  /** Sections, in their order; empty ones are left out. */
  readonly content: readonly string[];
  readonly footer: string;
  /** What the script of the report works on; absent: the page has no script, and none may run in it. */
  readonly data?: unknown;
}

const LOGO =
  '<svg viewBox="0 0 16 24" width="13" height="20" aria-hidden="true"><path d="M8 0v12" stroke="currentColor" stroke-width="1.5"/><path d="M4 11h8v5l-4 8-4-8z" fill="currentColor"/></svg>';

/** One HTML file in the look of all pages: it asks nobody for anything, and its Content-Security-Policy allows its own style and script alone. */
export function writePage({ title, content, footer, data }: PageParts): string {
  const script = data === undefined ? "'none'" : hash(assets.script);
  const theme = data === undefined ? '' : '<button type="button" id="theme">Colours: auto</button>';
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${script}; style-src ${hash(assets.style)}; img-src data:; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(escapeText(title))}</title><link rel="icon" href="data:,"><style>${assets.style}</style></head><body>`,
    '<a class="skip" href="#main">Skip to the report</a>',
    `<header class="top"><span class="brand">${LOGO}Plumbline</span>${theme}</header>`,
    `<main id="main">${content.filter((part) => part !== '').join('\n')}</main>`,
    `<footer><p>${footer}</p></footer>`,
    ...(data === undefined
      ? ['</body></html>\n']
      : [
          '<p id="announcement" class="unseen" role="status"></p>',
          `<script type="application/json" id="data">${writeIsland(data)}</script><script>${assets.script}</script></body></html>\n`,
        ]),
  ].join('\n');
}

/** JSON that ends no script and begins no comment: nothing in it is a `<`. */
function writeIsland(data: unknown): string {
  return JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
