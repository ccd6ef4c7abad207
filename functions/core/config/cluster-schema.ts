import * as z from 'zod';
import { parseSchedule } from './schedule.ts';
import { scopeOverrideSchema } from './scope-schema.ts';
import { clusterSourceSchema } from './source-schema.ts';

/** When checks run, as EventBridge Scheduler writes it. */
export const scheduleSchema = z
  .string()
  .check(({ value, issues }) => {
    const schedule = parseSchedule(value);
    if (schedule.type === 'invalid') issues.push({ code: 'custom', message: schedule.message, input: value });
  })
  .describe('When to check, as EventBridge Scheduler writes it and in UTC: `rate(15 minutes)` or `cron(0 6 ? * MON-FRI *)`.');

const accountId = z
  .string({ error: 'is wrong: expected an account, twelve digits in quotes' })
  .regex(/^\d{12}$/, 'an account is twelve digits in quotes');

const region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/, 'a region is written like eu-central-1')
  .describe('Region, like eu-central-1.');

const role = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'a role is written like arn:aws:iam::111122223333:role/plumbline-reader');

const access = {
  role: role.describe('ARN of the role to assume for reading it.'),
  externalId: z.string().min(2).describe('External id that the role asks for.'),
};

const environment = z
  .string({ error: 'a word like prod' })
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, 'an environment is a word like prod')
  .describe('What alerts call its environment, like prod; routes and severities may select by it.');

const eksSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'the name of an EKS cluster has letters, digits, "-" and "_"')
    .optional()
    .describe('Its name in EKS. Default: the name of this entry.'),
  region,
  account: accountId.optional().describe('Its account, where it is another than the one Plumbline runs in; then with a role.'),
  role: access.role.optional(),
  externalId: access.externalId.optional(),
});

const check = {
  sources: z.array(clusterSourceSchema).min(1).optional().describe('What declares it. Absent: every source of the top.'),
  scope: scopeOverrideSchema.prefault({}).describe('What is looked at, key by key over the `scope` of the top.'),
  schedule: scheduleSchema.optional(),
};

/** One cluster of the fleet. */
export const clusterSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'a cluster is called with letters, digits, "-" and "_", like prod-eu')
    .describe('What reports, rules and `gate` call it.'),
  eks: eksSchema.describe('Where it is.'),
  environment: environment.optional(),
  ...check,
});

/** All EKS clusters that carry a tag. */
export const discoverSchema = z.strictObject({
  tag: z
    .strictObject({
      key: z.string().min(1).max(128).describe('Key of the tag.'),
      value: z.string().max(256).optional().describe('Its value. Absent: any.'),
    })
    .describe('The tag that EKS clusters of the fleet carry.'),
  regions: z.array(region).min(1).describe('Regions to look in.'),
  environment: z
    .union(
      [
        environment,
        z.strictObject({
          tag: z.string().min(1).max(128).describe('Key of the tag whose value is the environment. A cluster without it has none.'),
        }),
      ],
      { error: 'an environment is a word like prod, or the tag that tells it, like {tag: Environment}' },
    )
    .optional()
    .describe('The environment of all that is found: one word, or the tag of each cluster that tells it.'),
  accounts: z
    .array(
      z.strictObject({
        id: accountId.describe('The account.'),
        role: role.describe('ARN of the role to assume for reading the clusters that are found.'),
        finder: role.optional().describe('ARN of the role to assume for finding them, which can open none. Absent: `role` finds them too.'),
        externalId: access.externalId.optional().describe('External id that both roles ask for.'),
      }),
    )
    .default([])
    .describe('Accounts to look in beside the one that Plumbline runs in.'),
  ...check,
});
