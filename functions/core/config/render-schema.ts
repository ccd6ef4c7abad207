import * as z from 'zod';
import type { Json, JsonObject } from '../json.ts';
import { parseVersionRange } from '../versions/version-range.ts';
import { listNames } from './scope-schema.ts';

const json: z.ZodType<Json> = z.json() as z.ZodType<Json>;

const plainSchema = z.strictObject({
  type: z.literal('plain').describe('Manifests as they stand, whatever lies beside them.'),
  include: listNames('Only files whose path below the source is like one of these: `*`, `**`, `{a,b}`.').optional(),
  exclude: listNames('Not the files whose path below the source is like one of these.').optional(),
  patterns: z
    .literal('argo-cd')
    .optional()
    .describe('`argo-cd`: as its `directory` reads them, where `*` and `?` go over folders too. Default: they do not.'),
  recurse: z.boolean().optional().describe('Folders below too. Default: true.'),
});

const kustomizeSchema = z.strictObject({
  type: z.literal('kustomize').describe('The folder built with Kustomize.'),
});

const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, 'a digest is written like sha256:…, with 64 hexadecimal digits')
  .optional();

const version = z
  .string()
  .refine(
    (text) => parseVersionRange(text) !== undefined,
    'neither a version of a chart, like 4.12.1, nor a range of them, like ~4.12 or 4.x',
  )
  .describe(
    'Its version, or a range of which the newest counts, as Helm reads it: `4.x`, `~4.12`, `>=4.1 <5`. Absent: the newest release.',
  );

const repositoryChart = z.strictObject({
  repository: z
    .string()
    .refine(isAddressOf('https:', 'http:'), 'the https URL of a chart repository')
    .describe('The https URL of the chart repository.'),
  name: z
    .string()
    .regex(/^[a-zA-Z0-9][\w.-]*$/, 'the name of a chart')
    .describe('Name of the chart there.'),
  version: version.optional(),
  digest: digest.describe('SHA-256 of its archive, where it is pinned.'),
});

const ociChart = z.strictObject({
  oci: z
    .string()
    .refine(isAddressOf('oci:'), 'an address like oci://registry.example.com/charts/web')
    .describe('The artefact, like oci://registry.example.com/charts/web.'),
  version: version.optional(),
  digest: digest.describe('SHA-256 of its manifest, where it is pinned.'),
});

const helmSchema = z.strictObject({
  type: z.literal('helm').describe('A chart, rendered as `helm template` does.'),
  chart: z
    .union([repositoryChart, ociChart], { error: 'is wrong: expected repository and name, or oci' })
    .optional()
    .describe('The chart, where it is not the folder of the source.'),
  release: z.string().min(1).max(53).optional().describe("Name of the release. Default: the chart's own name."),
  valuesFiles: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Values files, the last one counts: from the folder of the source, or with a leading `/` from the root. `{cluster}` and `{region}` may stand in them.',
    ),
  ignoreMissingValuesFiles: z.boolean().optional().describe('Values files may be absent. Default: false.'),
  values: z.record(z.string(), json).optional().describe('Values, over those of files.'),
  parameters: z
    .array(
      z.strictObject({
        name: z.string().min(1).describe('As `--set` takes it, like image.tag.'),
        value: z.string().describe('Its value.'),
        asString: z.boolean().optional().describe('As `--set-string` takes it. Default: false.'),
      }),
    )
    .optional()
    .describe('Single values, over all others.'),
  includeCrds: z.boolean().optional().describe('What lies in crds/ too. Default: true.'),
});

/** How a source becomes objects. */
export const renderSchema = z
  .discriminatedUnion('type', [plainSchema, kustomizeSchema, helmSchema], { error: 'is wrong: expected a type: plain, kustomize or helm' })
  .describe('How it is rendered. Absent: by what lies there: a kustomization, a chart, else plain manifests.');

/** What the configuration says of it. */
export type RenderConfig = z.output<typeof renderSchema>;

/** Values of a chart, as they are in the configuration. */
export type RenderValues = JsonObject;

function isAddressOf(...protocols: readonly string[]): (text: string) => boolean {
  return (text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, username, password, hostname } = new URL(text);
    const isLocal = protocol !== 'http:' || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
    return protocols.includes(protocol) && isLocal && username === '' && password === '';
  };
}
