import * as z from 'zod';
import { secretName } from '../secret-name.ts';
import { endpoint } from './endpoint.ts';

/** Opens, updates and closes an issue of a GitLab project, and sets a status on the commit that was compared. */
export const gitlabSchema = z.strictObject({
  type: z.literal('gitlab'),
  project: z
    .string()
    .regex(/^(\d{1,20}|[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)+)$/, 'the path of a project, like group/name, or its number')
    .describe('The project: its path, or its number.'),
  secret: secretName('The secret that holds an access token with the scope `api`, alone or as JSON with `token`.'),
  url: endpoint('GitLab, where it is another than `https://gitlab.com`.').default('https://gitlab.com'),
  issues: z.boolean().default(true).describe('Keep an issue for each incident.'),
  statuses: z.boolean().default(true).describe('Set a commit status for each incident.'),
  source: z.string().min(1).optional().describe('The source whose commits are in this project. Absent: the only one that was compared.'),
});
