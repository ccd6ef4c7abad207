import type { Config } from '../config.ts';
import { planChecks } from '../plan-checks.ts';
import { resolveSources } from '../resolve-sources.ts';
import type { Push } from './forge.ts';
import { isConcerned, isPushedTo } from './is-concerned.ts';

/** `unknown`: no check reads the repository; `not-followed`: none follows what moved. */
export type PushInterest = 'unknown' | 'not-followed' | 'followed';

/** What the fleet has to do with a push. Of clusters that a tag finds only the configuration is known here: `{cluster}` may be any. */
export function judgePush(config: Config, push: Push): PushInterest {
  const { items } = planChecks(config, []);
  const sources = new Map(config.sources.map((source) => [source.id, source]));
  const discovered = config.discover && resolveSources(config.discover.sources, sources, { cluster: '{cluster}', region: '{region}' });
  const read = [...items.flatMap((item) => item.sources), ...(discovered ?? [])].filter((source) => isPushedTo(source, push));
  if (read.length === 0) return 'unknown';
  return read.some((source) => isConcerned(source, push)) ? 'followed' : 'not-followed';
}
