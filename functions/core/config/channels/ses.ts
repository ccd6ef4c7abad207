import * as z from 'zod';
import { mailAddress } from '../mail-address.ts';

const IDENTITY = /^(arn:aws[a-z-]*:ses:[a-z0-9-]+:\d{12}:identity\/)?[A-Za-z0-9.@_+-]{3,254}$/;

/** Sends e-mail through Amazon SES (version 2 of its interface): rich, with the same as plain text, and one conversation an incident. */
export const sesSchema = z.strictObject({
  type: z.literal('ses'),
  from: mailAddress('The sender. Its address or its domain is a verified identity of SES.'),
  name: z
    .string()
    .min(1)
    .max(60)
    .regex(/^[A-Za-z0-9 ._-]+$/, 'letters, digits, spaces, dots, hyphens and underscores')
    .default('Plumbline')
    .describe('What stands before the address of the sender.'),
  to: z.array(mailAddress('One address.')).min(1).max(50).describe('Who gets it. SES sends one message to 50 addresses at most.'),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region like eu-central-1')
    .optional()
    .describe('Where SES sends. Absent: the region of Plumbline, or of the identity where that is an ARN.'),
  identity: z
    .string()
    .regex(IDENTITY, 'a verified identity, by its name or its ARN')
    .optional()
    .describe(
      'The verified identity, where it is neither the address nor its domain: a domain above it, or one of another account by its ARN.',
    ),
  configurationSet: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'the name of a configuration set')
    .optional()
    .describe('The configuration set of SES that counts deliveries and bounces.'),
});

/** Where SES sends; undefined is the region of Plumbline. */
export function findMailRegion({ region, identity }: Pick<z.output<typeof sesSchema>, 'region' | 'identity'>): string | undefined {
  return region ?? (identity?.startsWith('arn:') ? identity.split(':')[3] : undefined);
}
