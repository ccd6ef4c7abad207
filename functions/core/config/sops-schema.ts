import * as z from 'zod';

const KEY_ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key\/[A-Za-z0-9-]+$/;

/** Which keys may decrypt what SOPS encrypts in git. None: its values are undecided. */
export const sopsSchema = z.strictObject({
  keys: z
    .array(z.string().regex(KEY_ARN, 'the ARN of a key of AWS KMS, like arn:aws:kms:eu-central-1:111122223333:key/0ab1…; an alias is none'))
    .default([])
    .describe(
      'Keys of AWS KMS, by their ARN, that values in git are decrypted with: as files of SOPS name them. Empty: what is encrypted stays undecided.',
    ),
});
