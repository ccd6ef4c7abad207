import { compareText } from '../kube-object.ts';
import type { RouteConfig } from './fleet-config.ts';

/** A time at which some digest is due. */
export interface DigestSchedule {
  /** As EventBridge Scheduler takes it. */
  readonly expression: string;
  readonly timeZone: string;
}

/** Every time at which some digest of some route is due, once each. */
export function listDigestSchedules(routes: readonly RouteConfig[]): DigestSchedule[] {
  const schedules = routes
    .flatMap(({ digests = [] }) => digests)
    .map(({ every, day = 'mon', at, timeZone }): DigestSchedule => {
      const [hours, minutes] = at.split(':').map(Number);
      const days = every === 'week' ? `? * ${day.toUpperCase()} *` : '* * ? *';
      return { expression: `cron(${minutes} ${hours} ${days})`, timeZone };
    });
  return [...new Map(schedules.map((schedule) => [`${schedule.expression} ${schedule.timeZone}`, schedule])).values()].sort(
    (a, b) => compareText(a.expression, b.expression) || compareText(a.timeZone, b.timeZone),
  );
}
