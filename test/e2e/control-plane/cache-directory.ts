import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where programs built for tests are kept between runs: `$PLUMBLINE_CACHE`, else below `~/.cache`. */
export function findCacheDirectory(): string {
  return join(process.env['PLUMBLINE_CACHE'] || join(homedir(), '.cache', 'plumbline-test'), 'control-plane');
}
