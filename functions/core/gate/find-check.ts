import type { CheckItem, EksClusterRef } from '../check-item.ts';
import type { Config } from '../config.ts';
import { PlumblineError } from '../errors.ts';
import { planChecks } from '../plan-checks.ts';
import { suggestNearest } from '../suggest-nearest.ts';

const MOST_NAMED = 20;

/**
 * The check of one cluster of the fleet, by the id that its reports have. A cluster found by its tag is not looked for: its id tells where it is, and
 * the configuration how it is read. Throws PlumblineError `usage` that names what there is.
 */
export function findCheck(config: Config, id: string): CheckItem {
  const place = parseDiscovered(config, id);
  const { items } = planChecks(config, place === undefined ? [] : [place]);
  const item = items.find((candidate) => candidate.id === id);
  if (item !== undefined) return item;
  const names = config.clusters.map(({ name }) => name);
  const near = suggestNearest(id, names);
  throw new PlumblineError('usage', `no cluster is called ${JSON.stringify(id)}${near === undefined ? '' : `: did you mean ${near}?`}`, {
    advice: [describeNames(names), ...(config.discover === undefined ? [] : [describeDiscovered(config.discover.regions)])].join(' '),
  });
}

/** `name.region` or `name.region.account`, of a region and an account that are looked in. An account without a role is the caller's own. */
function parseDiscovered({ discover }: Config, id: string): EksClusterRef | undefined {
  const [, name, region, account] = /^([A-Za-z0-9][\w-]{0,99})\.([a-z0-9-]+)(?:\.(\d{12}))?$/.exec(id) ?? [];
  if (discover === undefined || name === undefined || region === undefined || !discover.regions.includes(region)) return undefined;
  const reader = discover.accounts.find((candidate) => candidate.id === account);
  return {
    name,
    region,
    ...(account === undefined ? {} : { account }),
    ...(reader === undefined ? {} : { role: reader.role }),
    ...(reader?.externalId === undefined ? {} : { externalId: reader.externalId }),
  };
}

function describeNames(names: readonly string[]): string {
  if (names.length === 0) return 'The configuration names no cluster.';
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return `The configuration names ${names.slice(0, MOST_NAMED).join(', ')}${more}.`;
}

function describeDiscovered(regions: readonly string[]): string {
  return `One found by its tag is called by name, region and account, like shop.${regions[0] ?? 'eu-central-1'}.111122223333, with a region of ${regions.join(', ')}.`;
}
