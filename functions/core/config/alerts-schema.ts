import * as z from 'zod';
import { DEFAULT_INCIDENT_SETTINGS } from '../incident/incident-settings.ts';

const { graceMinutes, rolloutMinutes, flapTimes, flapWindowMinutes, flapQuietMinutes, reminderMinutes, changeMinutes, summaryAbove } =
  DEFAULT_INCIDENT_SETTINGS;
const minutes = z.number().min(0).max(525_600);
const many = z.number().int().min(2).max(10_000);

/** How patient alerts are. */
export const alertsSchema = z.strictObject({
  graceMinutes: minutes
    .default(graceMinutes)
    .describe(`How long drift must last before it is told; critical drift is told at once. Default: ${graceMinutes}.`),
  rolloutMinutes: minutes
    .default(rolloutMinutes)
    .describe(`How long git may be ahead of the cluster before a rollout counts as stuck. Default: ${rolloutMinutes}.`),
  flapTimes: many.default(flapTimes).describe(`What comes back this often within \`flapWindowMinutes\` flaps. Default: ${flapTimes}.`),
  flapWindowMinutes: minutes.default(flapWindowMinutes).describe(`Default: ${flapWindowMinutes}.`),
  flapQuietMinutes: minutes
    .default(flapQuietMinutes)
    .describe(`How long what flaps must be gone before it is resolved. Default: ${flapQuietMinutes}.`),
  reminderMinutes: z
    .array(minutes.min(10))
    .max(10)
    .default([...reminderMinutes])
    .describe(
      `After how long an unchanged incident is told again, and again; the last repeats. []: never. Default: ${reminderMinutes.join(', ')}.`,
    ),
  changeMinutes: minutes
    .default(changeMinutes)
    .describe(`The least time between two messages about changes of one incident. Default: ${changeMinutes}.`),
  summaryAbove: many
    .default(summaryAbove)
    .describe(`A run with more new causes than this is told as one incident. Default: ${summaryAbove}.`),
});

/** An incident that is to be left alone as it is, by somebody's word in git. */
export const acceptedSchema = z.strictObject({
  incident: z
    .string()
    .regex(/^pl-[0-9a-f]{10}$/, 'the id of an incident, like pl-0123456789')
    .describe('The incident, as alerts name it.'),
  digest: z
    .string()
    .regex(/^[0-9a-f]{16}$/, 'the digest of an incident, 16 digits and letters')
    .describe('Of what is accepted, as `plumbline incidents` tells it: what changes afterwards is told.'),
  until: z.iso.date('a date like 2027-01-31').describe('The last day on which it holds.'),
  reason: z.string().trim().min(1).describe('Why it is right as it is.'),
  owner: z.string().trim().min(1).describe('Who answers for it.'),
});

/** Somebody's word in git that an incident is to be left alone. */
export type AcceptedDrift = z.output<typeof acceptedSchema>;
