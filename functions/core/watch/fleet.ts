import type { CheckItem } from '../check-item.ts';
import { readSchedule } from '../config/list-schedules.ts';
import type { Config } from '../config.ts';
import { asString, isJsonList, isJsonObject, type Json, parseJson } from '../json.ts';
import { compareText } from '../kube-object.ts';

/** A check that is expected to run. */
export interface FleetMember {
  readonly check: string;
  /** The longest time between two of its runs. */
  readonly everyMinutes: number;
  /** Since when it is expected so often, RFC 3339. */
  readonly since: string;
  /** Its cluster was found by the tag: the configuration does not name it. */
  readonly found?: true;
}

/**
 * The fleet as one run of `plan` sees it, over what the run before saw. With `sawEverything` false the clusters that were found before are in it
 * still: where nobody could look, nothing is gone.
 */
export function buildFleet(
  items: readonly CheckItem[],
  config: Pick<Config, 'clusters'>,
  { earlier, at, sawEverything }: { readonly earlier: readonly FleetMember[]; readonly at: string; readonly sawEverything: boolean },
): FleetMember[] {
  const named = new Set(config.clusters.map(({ name }) => name));
  const before = new Map(earlier.map((member) => [member.check, member]));
  const now = items.map(({ id, everyMinutes }): FleetMember => {
    const known = before.get(id);
    const since = known?.everyMinutes === everyMinutes ? known.since : at;
    return { check: id, everyMinutes, since, ...(named.has(id) ? {} : { found: true }) };
  });
  const seen = new Set(now.map(({ check }) => check));
  const kept = sawEverything ? [] : earlier.filter(({ check, found }) => found && !seen.has(check));
  return [...now, ...kept].sort((a, b) => compareText(a.check, b.check));
}

/**
 * The checks that are expected: what the configuration names, whether it was ever planned or not, and what was `planned` beside it. `configuredAt`
 * is when the configuration was written.
 */
export function listExpected(config: Config, configuredAt: string, planned: readonly FleetMember[]): FleetMember[] {
  const before = new Map(planned.map((member) => [member.check, member]));
  const named = config.clusters.map((cluster): FleetMember => {
    const { everyMinutes } = readSchedule(cluster, config);
    const known = before.get(cluster.name);
    return { check: cluster.name, everyMinutes, since: known?.everyMinutes === everyMinutes ? known.since : configuredAt };
  });
  return config.discover === undefined ? named : [...named, ...planned.filter(({ found }) => found)];
}

/** What `plan` wrote; undefined where the text is something else. */
export function parseFleet(text: string): FleetMember[] | undefined {
  let value: Json;
  try {
    value = parseJson(text);
  } catch {
    return undefined;
  }
  if (!isJsonList(value)) return undefined;
  const members = value.flatMap((entry): FleetMember[] => {
    if (!isJsonObject(entry)) return [];
    const [check, since, everyMinutes] = [asString(entry['check']), asString(entry['since']), entry['everyMinutes']];
    if (check === undefined || since === undefined || typeof everyMinutes !== 'number') return [];
    return [{ check, everyMinutes, since, ...(entry['found'] === true ? { found: true } : {}) }];
  });
  return members.length === value.length ? members : undefined;
}
