import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { buildPageAssets, PAGE_FOLDER } from '../../../page/build-page-assets.ts';

describe('what the HTML report carries', () => {
  const kept = readFileSync(join(PAGE_FOLDER, 'page-assets.json'), 'utf8');
  const { script, style } = JSON.parse(kept) as { script: string; style: string };

  it('is what its sources give: else "npm run generate-page" was forgotten', () => {
    assert.equal(buildPageAssets(), kept);
  });

  it('can stand in a page: nothing in it ends its element', () => {
    assert.doesNotMatch(script, /<\/script|<!--|<script/i);
    assert.doesNotMatch(style, /<\/style/i);
  });

  it('asks nobody for anything', () => {
    assert.doesNotMatch(style, /url\(|@import|https?:/i);
    assert.doesNotMatch(script, /\bfetch\(|XMLHttpRequest|https?:\/\/|import\(|sendBeacon|\beval\(/);
  });
});
