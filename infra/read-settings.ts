import type { Node } from 'constructs';
import * as z from 'zod';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, 'lower case letters, digits and hyphens, at most 20, a letter first');
const account = z.string().regex(/^\d{12}$/, 'the 12 digits of an account, in quotes');
const region = z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, 'a region, as eu-west-1');

const clusterName = z.string().regex(/^[0-9A-Za-z][\w-]{0,99}$/, 'the name of an EKS cluster');

const objectLockSchema = z.strictObject({
  mode: z.enum(['GOVERNANCE', 'COMPLIANCE']),
  days: z.number().int().min(1).max(36_500),
});

const memberSchema = z
  .strictObject({
    account,
    /** Said by `detect` when it assumes the reader role; the same as `externalId` in plumbline.yaml. */
    externalId: z.string().regex(/^[\w+=,.@:/-]{8,1224}$/, 'at least 8 letters, digits or any of +=,.@:/-'),
    /** Names of EKS clusters by region. */
    clusters: z.record(region, z.array(clusterName).min(1)).default({}),
    /** Clusters that are found at run time, by the tag they carry. */
    discovery: z
      .strictObject({
        tag: z.strictObject({ key: z.string().min(1).max(128), value: z.string().max(256).optional() }),
        regions: z.array(region).min(1),
      })
      .optional(),
  })
  .refine(({ clusters, discovery }) => discovery !== undefined || Object.keys(clusters).length > 0, {
    error: 'has neither clusters nor discovery',
  });

const secretName = z.string().regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/, 'the name of a secret in Secrets Manager');

const vpcSchema = z.strictObject({
  vpcId: z.string().regex(/^vpc-[0-9a-f]+$/, 'the id of a VPC, as vpc-0a1b2c3d'),
  subnetIds: z.array(z.string().regex(/^subnet-[0-9a-f]+$/, 'the id of a subnet, as subnet-0a1b2c3d')).min(1),
  securityGroupIds: z.array(z.string().regex(/^sg-[0-9a-f]+$/, 'the id of a security group, as sg-0a1b2c3d')).min(1),
});

const pagesSchema = z.strictObject({
  /** The name under which the site is reached; its owner points it at the distribution. */
  domain: z.string().regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'a name like drift.example.com'),
  certificate: z
    .string()
    .regex(
      /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/,
      'the ARN of a certificate of ACM in us-east-1, where CloudFront looks for it',
    ),
  /** PEM files, from the folder of `cdk.json`: what is signed with the other half of one of them may be read. */
  publicKeys: z.array(z.string().min(1)).min(1).max(5),
});

/** A subject of GitHub without its `repo:`. Of which repository it is stands before the first colon, and is no pattern. */
const subject = z
  .string()
  .regex(
    /^[\w.@-]+\/[\w.@-]+:[^\s:?]\S*$/,
    'owner/repository:ref:refs/heads/main, or :environment:production; `*` may stand behind the colon',
  );

const releaseSchema = z.strictObject({
  github: z.array(subject).min(1),
  provider: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/,
      "the ARN of GitHub's provider in this account",
    )
    .optional(),
});

const givenSchema = z.strictObject({
  /** Begins every name, so that two installations fit into one account. */
  installation: name.default('plumbline'),
  /** The configuration that is deployed, a path from the folder of `cdk.json`. Absent: nothing runs yet. */
  config: z.string().min(1).optional(),
  /** The account of the installation, which the roles of the members trust. */
  homeAccount: account.optional(),
  /** Absent: reports can be deleted by whoever may. It can be added later, and never taken away. */
  objectLock: objectLockSchema.optional(),
  /** Where `detect` and `gate` run, to reach private endpoints of clusters. Absent: outside of any VPC. */
  vpc: vpcSchema.optional(),
  /** How webhooks are taken, at a URL that is open to all. `secret`: what forges sign with, by its name; absent: one is made. `false`: not at all. */
  webhook: z.union([z.literal(false), z.strictObject({ secret: secretName.optional() })]).default({}),
  /** Workflows of GitHub that may ask the gate, and the provider they come through; absent: it is made. */
  release: releaseSchema.optional(),
  /** Clusters in the account and region of the stack that `detect` is let into. Absent: their owners do it. */
  accessEntries: z.array(clusterName).default([]),
  /** Whether capacity of the account is kept free for checks. A new account has too little of it to give any away. */
  reservedConcurrency: z.boolean().default(true),
  /** Whether `detect` and `gate` get kubectl and Helm, to render kustomizations and charts. They run on x86_64 then. */
  rendering: z.boolean().default(true),
  /** A site over the history and the reports, for whoever has a link that one of the keys signed. Absent: there is none. */
  pages: pagesSchema.optional(),
  members: z.array(memberSchema).default([]),
});

const settingsSchema = givenSchema
  .refine(({ members }) => new Set(members.map((member) => member.account)).size === members.length, {
    path: ['members'],
    error: 'names an account twice: put its clusters into one entry',
  })
  .transform(({ homeAccount, members, ...settings }, { addIssue }) => {
    if (homeAccount !== undefined) return { ...settings, members: members.map((member) => ({ ...member, homeAccount })) };
    if (members.length > 0) addIssue({ code: 'custom', path: ['homeAccount'], message: 'is needed with members, whose roles trust it' });
    return { ...settings, members: [] };
  });

/** Every setting there is, as `docs/settings.md` has them. */
export const SETTING_NAMES: readonly string[] = Object.keys(givenSchema.shape);

/** Keys of the context that are ours: those of CDK and of its flags have a colon, a slash or a hyphen. */
const IS_SETTING = /^\w+$/;

/** What is decided about an installation before it is deployed. */
export type Settings = z.output<typeof settingsSchema>;
/** Clusters of one account that the installation in `homeAccount` may read. */
export type Member = Settings['members'][number];
/** Who may ask the gate from outside. */
export type ReleaseSettings = z.infer<typeof releaseSchema>;
/** The site over the history. */
export type PagesSettings = z.infer<typeof pagesSchema>;
/** A part of a VPC that functions run in. */
export type VpcSettings = z.infer<typeof vpcSchema>;
/** How long, and how firmly, S3 refuses to delete a report. */
export type ObjectLock = z.infer<typeof objectLockSchema>;

/** Reads the settings from the context: `cdk.json`, or `-c key=value`, where a value that is not text is given as JSON. */
export function readSettings(node: Node): Settings {
  const context: Readonly<Record<string, unknown>> = node.getAllContext();
  const given = Object.entries(context)
    .filter(([key]) => IS_SETTING.test(key))
    .map(([key, value]) => [key, parseGiven(key, value)] as const);
  const read = settingsSchema.safeParse(Object.fromEntries(given));
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `cdk.json: ${['context', ...path].join('.')}: ${message}`);
  throw new Error(problems.join('\n'));
}

/** On the command line a list, an object and `true` or `false` are JSON. */
function parseGiven(key: string, value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*([[{]|(true|false)\s*$)/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch (error) {
    throw new Error(`-c ${key}=…: ${error instanceof Error ? error.message : 'this is no JSON'}`);
  }
}
