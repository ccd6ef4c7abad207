/** Writes docs/costs.md: `npm run costs`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readInstallation } from './costs/read-installation.ts';
import { writeCosts } from './costs/write-costs.ts';
import { readFigures } from './figures.ts';

writeFileSync(join(import.meta.dirname, '../../docs/costs.md'), writeCosts(readFigures(), readInstallation()));
