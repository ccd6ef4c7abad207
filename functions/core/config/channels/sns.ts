import * as z from 'zod';

/** Publishes to an SNS topic: for Amazon Q Developer in chat applications, for programs, and for whoever subscribed with an e-mail address. */
export const snsSchema = z.strictObject({
  type: z.literal('sns'),
  topic: z
    .string()
    .regex(/^(arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:)?[A-Za-z0-9_-]{1,256}$/, 'the name or the ARN of an SNS topic')
    .describe('SNS topic: its ARN, or its name where it is in the account and region of Plumbline.'),
  format: z
    .enum(['chat', 'json', 'text'], { error: 'chat, json or text' })
    .describe('`chat`: as Amazon Q Developer in chat applications takes it. `json`: for programs. `text`: for people, by e-mail.'),
});
