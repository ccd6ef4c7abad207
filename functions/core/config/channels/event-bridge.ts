import * as z from 'zod';

/** Puts an event on an EventBridge bus, for rules to match. */
export const eventBridgeSchema = z.strictObject({
  type: z.literal('event-bridge'),
  bus: z
    .string()
    .regex(/^(arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:event-bus\/)?[A-Za-z0-9._/-]{1,256}$/, 'the name or the ARN of an event bus')
    .describe('The event bus: its ARN, or its name where it is in the account and region of Plumbline.'),
});
