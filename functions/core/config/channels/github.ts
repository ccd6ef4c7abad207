import * as z from 'zod';
import { secretName } from '../secret-name.ts';
import { endpoint } from './endpoint.ts';

/** Opens, updates and closes an issue of a GitHub repository, and sets a status on the commit that was compared. */
export const githubSchema = z.strictObject({
  type: z.literal('github'),
  repository: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/, 'owner/name')
    .describe('The repository, `owner/name`.'),
  secret: secretName('The secret that holds a token that may write issues and commit statuses there, alone or as JSON with `token`.'),
  url: endpoint('The API of a GitHub Enterprise Server, e.g. `https://github.example.com/api/v3`.').default('https://api.github.com'),
  issues: z.boolean().default(true).describe('Keep an issue for each incident.'),
  statuses: z.boolean().default(true).describe('Set a commit status for each incident.'),
  source: z.string().min(1).optional().describe('The source whose commits are in this repository. Absent: the only one that was compared.'),
});
