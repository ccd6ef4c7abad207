import * as z from 'zod';
import { SEVERITIES } from '../severity/severity.ts';
import { channelSchema } from './channel-schema.ts';
import { DAYS, isTimeZone } from './days.ts';
import { digestSchema } from './digest-schema.ts';
import { listNames } from './scope-schema.ts';

const globs = (what: string) => listNames(`${what} \`*\` stands for any text. Absent: all.`).min(1);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day like 22:00');

/** What can happen to an object, and `check`: that a cluster could not be checked, or in part only. */
export const ROUTE_TYPES = ['modified', 'missing', 'unmanaged', 'rollout', 'check'] as const;

/** Which departures a route is told of: all conditions that are there must hold. */
const matchSchema = z.strictObject({
  clusters: globs('Clusters by name.').optional(),
  environments: globs('Clusters by their environment. Those without one do not match.').optional(),
  namespaces: globs('Namespaces. Objects that are in none do not match.').optional(),
  kinds: globs('`Kind` or `Kind.group`.').optional(),
  severity: z
    .enum(SEVERITIES, { error: `one of ${SEVERITIES.join(', ')}` })
    .optional()
    .describe('This severity or worse.'),
  teams: globs('Who answers for the object: its label or annotation `plumbline.dev/team`.').optional(),
  types: z
    .array(z.enum(ROUTE_TYPES, { error: `one of ${ROUTE_TYPES.join(', ')}` }))
    .min(1)
    .optional()
    .describe(
      'What happened. `rollout`: git moved and the cluster does not follow. `check`: a cluster could not be checked; a route that names namespaces, kinds or teams is told of it only if it stands here.',
    ),
});

/** When only critical incidents are told; the others wait. */
const quietSchema = z
  .strictObject({
    from: time.describe('Begin, e.g. 20:00.'),
    to: time.describe('End, e.g. 07:00, on the next day where it is not after `from`; 24:00 is the end of the day.'),
    days: z
      .array(z.enum(DAYS, { error: `one of ${DAYS.join(', ')}` }))
      .min(1)
      .optional()
      .describe('The days on which it begins. Absent: every day.'),
    timeZone: z
      .string()
      .refine(isTimeZone, 'a time zone like Europe/Berlin')
      .default('UTC')
      .describe('The zone of both times, as the IANA database names it. Default: UTC.'),
  })
  .refine(({ from, to }) => from !== to, { error: 'ends when it begins; the whole day is 00:00 to 24:00', path: ['to'] });

/** Who is told what, and where. */
export const routeSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'a route is called with letters, digits, "-" and "_"')
    .describe('What logs and errors call it. What it was told is remembered under this name.'),
  match: matchSchema.optional().describe('What it is told of. Absent: everything.'),
  quiet: quietSchema.optional().describe('When it is told of nothing but critical incidents. The others wait until it is over.'),
  digests: z
    .array(digestSchema)
    .max(2)
    .optional()
    .describe(
      'Summaries of what concerns the route, which come by the clock: what is open, new, over, snoozed and accepted. Absent: none.',
    ),
  incidents: z
    .enum(['each', 'none'], { error: 'one of each, none' })
    .optional()
    .describe('`none`: the route is told its digests and nothing else. Absent: `each` incident is told when it happens.'),
  channel: channelSchema.describe('Where it is told.'),
});

/** Which departures a route is told of. */
export type RouteMatch = z.output<typeof matchSchema>;

/** When a route is left in peace. */
export type QuietTime = z.output<typeof quietSchema>;
