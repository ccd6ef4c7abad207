import * as z from 'zod';

/** Where what happens to the fleet is published, beside the topics of the installation itself. */
export const routeSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'a route is called with letters, digits, "-" and "_"')
    .describe('What logs and errors call it.'),
  topic: z
    .string()
    .regex(/^(arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:)?[A-Za-z0-9_-]{1,256}$/, 'the name or the ARN of an SNS topic')
    .describe('SNS topic: its ARN, or its name where it is in the account and region of Plumbline.'),
  format: z
    .enum(['chat', 'json'], { error: 'chat or json' })
    .describe('`chat`: as Amazon Q Developer in chat applications takes it. `json`: for programs.'),
});
