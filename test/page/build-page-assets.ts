import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** What the HTML report carries: its style as it stands, its script as one text without types and imports. */
export const PAGE_FOLDER = join(import.meta.dirname, '../../functions/core/render/html');

/** Builds `page-assets.json`; the same sources give the same bytes. */
export function buildPageAssets(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(PAGE_FOLDER, 'client/main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    minifySyntax: true,
    minifyWhitespace: true,
  });
  const style = ['page.css', 'history.css'].map((file) => readFileSync(join(PAGE_FOLDER, file), 'utf8')).join('');
  return `${JSON.stringify({ style: style.replace(/\n\s*/g, '\n'), script: outputFiles[0]?.text ?? '' }, null, 2)}\n`;
}
