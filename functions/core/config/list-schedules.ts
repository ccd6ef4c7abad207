import { PlumblineError } from '../errors.ts';
import { compareText } from '../kube-object.ts';
import type { CheckConfig, FleetConfig } from './fleet-config.ts';
import { parseSchedule } from './schedule.ts';

/** When some of the checks run. */
export interface CheckSchedule {
  /** As EventBridge Scheduler takes it. */
  readonly expression: string;
  /** The longest time between two runs. */
  readonly everyMinutes: number;
}

/** The schedule of one check: its own, or the one of the top. */
export function readSchedule({ schedule }: Pick<CheckConfig, 'schedule'>, config: Pick<FleetConfig, 'schedule'>): CheckSchedule {
  const text = schedule ?? config.schedule;
  const parsed = parseSchedule(text);
  if (parsed.type === 'invalid') throw new PlumblineError('config', `schedule: ${parsed.message}`);
  return { expression: parsed.expression, everyMinutes: parsed.everyMinutes };
}

/** Every schedule that some check has, once each: what the infrastructure makes one schedule of EventBridge from. */
export function listSchedules(config: FleetConfig): CheckSchedule[] {
  const checks = [...config.clusters, ...(config.discover === undefined ? [] : [config.discover])];
  const schedules = checks.map((check) => readSchedule(check, config));
  return [...new Map(schedules.map((schedule) => [schedule.expression, schedule])).values()].sort(
    (a, b) => a.everyMinutes - b.everyMinutes || compareText(a.expression, b.expression),
  );
}

/** The longest time between two runs of a check; undefined where it is none of the configuration any more. */
export function findInterval(check: string, config: FleetConfig): number | undefined {
  const own = config.clusters.find(({ name }) => name === check) ?? config.discover;
  return own === undefined ? undefined : readSchedule(own, config).everyMinutes;
}
