import * as z from 'zod';

const REPOSITORY_ARN = /^arn:aws[a-z-]*:ecr:[a-z0-9-]+:[0-9]{12}:repository\/[a-z0-9*][a-z0-9._/*-]*$/;

/** Whether Pods are listed for the digests that run, and which registries are asked what a tag names. */
export const imagesSchema = z.strictObject({
  check: z
    .boolean()
    .default(false)
    .describe(
      'List Pods at each check, and tell which digests run. One more list, usually the largest; the role needs it. Default: false.',
    ),
  ecr: z
    .array(z.string().regex(REPOSITORY_ARN, 'the ARN of a repository of ECR, like arn:aws:ecr:eu-central-1:111122223333:repository/shop/*'))
    .default([])
    .describe(
      'Repositories of Amazon ECR, by their ARN, that are asked what a tag names now; `*` stands for any text. Empty: none is asked.',
    ),
});
