import * as z from 'zod';

/**
 * Custom notifications as Amazon Q Developer in chat applications documents them ("Custom notifications", event schema 1.0): which fields there are,
 * which must be there, and how long they may be. It drops what does not fit without a word to anybody, so this is the only place that tells.
 */
export const chatNotificationSchema = z.strictObject({
  version: z.literal('1.0'),
  source: z.literal('custom'),
  id: z.string().min(1).optional(),
  content: z.strictObject({
    textType: z.literal('client-markdown').optional(),
    title: z.string().min(1).max(250).optional(),
    description: z.string().min(1).max(8000),
    nextSteps: z.array(z.string().min(1).max(350)).min(1).optional(),
    keywords: z.array(z.string().min(1).max(75)).min(1).optional(),
  }),
  metadata: z
    .strictObject({
      threadId: z.string().min(1).optional(),
      summary: z.string().min(1).max(300).optional(),
      eventType: z.string().min(1).max(200).optional(),
      relatedResources: z.array(z.string().min(1)).min(1).optional(),
      additionalContext: z.record(z.string().min(1), z.string().min(1)).optional(),
    })
    .optional(),
});
