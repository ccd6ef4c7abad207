import * as z from 'zod';

/**
 * Custom notifications of Amazon Q Developer in chat applications, event schema 1.0. What does not fit it drops without a word to anybody, so this is the
 * only place that tells. Published (https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html, compared with a stored copy on 2026-11-24):
 * the names and types of the fields, the values of `version`, `source` and `textType`, that `id`, `textType` and `title` may be missing, and that a
 * notification with nothing but `content.description` is a whole one. Not verified: the lengths. They are limits that Plumbline keeps to, so that no
 * message grows beyond what chats show; that Amazon Q takes more, or in some place less, was not seen.
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
