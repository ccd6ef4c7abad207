import * as z from 'zod';
import { DELIVERY_TOOLS } from '../discover/tool-object.ts';
import { isFillIn } from './fill-in.ts';
import { provenanceRequestSchema } from './provenance-schema.ts';
import { renderSchema } from './render-schema.ts';
import { secretName } from './secret-name.ts';

/** The word that reports call a source by. */
const sourceId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'a source is called with letters, digits, "-", "_" and ".", like shop')
  .describe('What reports call it.');

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const PLACEHOLDER = /\{([^{}]*)\}/g;

const url = z
  .string()
  .refine((text) => !isFillIn(text), { error: 'still to be filled in: the https URL of the git repository', abort: true })
  .refine(isRemote, 'the https URL of a git repository; plain http only on this machine')
  .refine(holdsNoCredential, 'the URL holds a credential: take it out, and name a secret with `secret`')
  .describe('The git repository, an https URL.');

/** `{cluster}` and `{region}` stand for the name and the region of the cluster. */
const template = (what: string) =>
  z
    .string()
    .refine(hasKnownPlaceholders, 'what stands in braces is {cluster} or {region}')
    .describe(`${what} \`{cluster}\` and \`{region}\` stand for the name of the cluster and its region.`);

const keys = {
  revision: template('Branch, tag or commit.').min(1),
  path: template("Folder of the repository that holds the manifests. '' is all of it."),
  namespace: z.string().min(1).describe('Namespace of objects that name none.'),
  render: renderSchema,
  provenance: provenanceRequestSchema.describe('What revisions of it have to prove, where that differs from the top.'),
  secret: secretName('The secret of Secrets Manager that holds the token for it, by name or ARN. Absent: the repository is public.'),
};

const discovery = {
  from: z
    .enum(DELIVERY_TOOLS)
    .describe(
      'Check what this tool is told to deliver: by the objects in the cluster or, with `url`, by those that the repository declares. `helm`: the releases in the cluster that no repository declares, by what Helm last applied; it reads Secrets.',
    ),
  destinations: z
    .array(z.string().min(1))
    .describe('Names or servers by which the tool knows the cluster, where it does not run in it. Absent: it runs in it.'),
};

/** A repository that clusters are declared in, or a delivery tool that is told of them. */
export const sourceSchema = z
  .strictObject({
    id: sourceId,
    url: url.optional(),
    from: discovery.from.optional(),
    destinations: discovery.destinations.optional(),
    revision: keys.revision.default('HEAD').describe('Branch, tag or commit. Default: HEAD. `{cluster}` and `{region}` may stand in it.'),
    path: keys.path.default(''),
    namespace: keys.namespace.default('default'),
    render: keys.render.optional(),
    secret: keys.secret.optional(),
    provenance: keys.provenance.optional(),
  })
  .check(({ value, issues }) => {
    if (value.url === undefined && value.from === undefined) {
      issues.push({
        code: 'custom',
        path: ['url'],
        message: 'is missing: the https URL of the git repository, or `from` with a delivery tool',
        input: value,
      });
    }
    if (value.url !== undefined && value.from === 'helm') {
      const message = 'Helm keeps its releases in the cluster: leave the url out, and list the repository as a source of its own';
      issues.push({ code: 'custom', path: ['url'], message, input: value });
    }
    if (value.destinations !== undefined && value.from === undefined) {
      issues.push({ code: 'custom', path: ['destinations'], message: 'goes with `from`', input: value });
    }
  });

/** Where the repositories that discovered sources name may be. */
export const repositorySchema = z.strictObject({
  url: url.describe('Beginning of the https URLs of repositories and charts that may be read: a host, or a folder of one.'),
  insteadOf: z.array(z.string().min(1)).default([]).describe('Other beginnings of the same URLs, such as `git@git.example.com:`.'),
  secret: secretName('The secret of Secrets Manager that holds the token for it, by name or ARN. Absent: it is public.').optional(),
});

/** What a cluster is declared by: a source of the top by its id, the same with another branch or folder, or one of its own, with a `url`. */
export const clusterSourceSchema = z.union(
  [
    sourceId.describe('The id of a source at the top.'),
    z.strictObject({ id: sourceId, url: url.optional(), ...z.strictObject({ ...keys, ...discovery }).partial().shape }),
  ],
  { error: 'is wrong: expected the id of a source, or an object with its id and what is different' },
);

function isRemote(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

function holdsNoCredential(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

function hasKnownPlaceholders(text: string): boolean {
  return [...text.matchAll(PLACEHOLDER)].every(([, name]) => name === 'cluster' || name === 'region');
}
