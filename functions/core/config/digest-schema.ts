import * as z from 'zod';
import { DAYS, isTimeZone } from './days.ts';

/** How often a digest comes. */
export const DIGEST_PERIODS = ['day', 'week'] as const;

/** A summary that comes by the clock, whatever happened. */
export const digestSchema = z
  .strictObject({
    every: z.enum(DIGEST_PERIODS, { error: `one of ${DIGEST_PERIODS.join(', ')}` }).describe('How often: `day` or `week`.'),
    day: z
      .enum(DAYS, { error: `one of ${DAYS.join(', ')}` })
      .optional()
      .describe('Of a weekly digest: the day. Default: mon.'),
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day like 08:00')
      .default('08:00')
      .describe('When it comes. Default: 08:00.'),
    timeZone: z
      .string()
      .refine(isTimeZone, 'a time zone like Europe/Berlin')
      .default('UTC')
      .describe('The zone of `at`, as the IANA database names it. Default: UTC.'),
    empty: z
      .enum(['tell', 'skip'], { error: 'one of tell, skip' })
      .default('tell')
      .describe('Where nothing is open and nothing happened: `tell` says so in a line, `skip` says nothing. Default: tell.'),
  })
  .refine(({ every, day }) => every === 'week' || day === undefined, {
    error: 'a daily digest comes every day: leave it out',
    path: ['day'],
  });

/** When a digest comes. */
export type DigestConfig = z.output<typeof digestSchema>;
export type DigestPeriod = DigestConfig['every'];
