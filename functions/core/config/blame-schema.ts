import * as z from 'zod';

/** How much history is fetched so that reports can say which commit last set a line. */
export const blameSchema = z.strictObject({
  depth: z
    .int()
    .min(1)
    .max(10_000)
    .default(1)
    .describe(
      'Commits that a new clone of a repository holds at most, in one fetch: with 200, most lines have a commit, an author and a request in reports. A clone that is there already keeps what it has. Default: 1, no history.',
    ),
});
