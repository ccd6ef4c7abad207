import * as z from 'zod';

const ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]+$/;
const NAME = /^[A-Za-z0-9/_+=.@-]{1,512}$/;
/** How tokens of forges and chats begin: one in the place of a name would end up in git. */
const TOKEN = /^(gh[oprsu]_|github_pat_|glpat-|ATBB|ATCTT|xox[a-z]-|xapp-|whsec_)/;

/** A secret of Secrets Manager, by name or ARN; never its value. `what` says what it holds. */
export const secretName = (what: string) =>
  z
    .string()
    .refine((text) => NAME.test(text) || ARN.test(text), 'the name or the ARN of a secret in Secrets Manager')
    .refine((text) => !TOKEN.test(text), 'this looks like a token: put it into a secret of Secrets Manager, and name that')
    .describe(what);
