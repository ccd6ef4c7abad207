import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPageAssets, PAGE_FOLDER } from './build-page-assets.ts';

/** Writes the style and the script of the HTML report into the source: `npm run generate-page`, after a change in `html/client/` or of `page.css`. */
writeFileSync(join(PAGE_FOLDER, 'page-assets.json'), buildPageAssets());
