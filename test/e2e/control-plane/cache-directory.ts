import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where programs built for tests are kept between runs: below `$PLUMBLINE_CACHE`, else `~/.cache`, by what they are of. */
export function findCacheDirectory(programs: 'control-plane' | 'delivery-tools'): string {
  return join(process.env['PLUMBLINE_CACHE'] || join(homedir(), '.cache', 'plumbline-test'), programs);
}
