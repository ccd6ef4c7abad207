import * as z from 'zod';
import { secretName } from '../secret-name.ts';

/** Posts an Adaptive Card to a channel of Microsoft Teams, through a workflow that starts when a webhook request is received. */
export const teamsSchema = z.strictObject({
  type: z.literal('teams'),
  secret: secretName('The secret that holds the URL of the workflow, alone or as JSON with `url`.'),
});
