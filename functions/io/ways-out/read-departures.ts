import { createKnowledge } from '../../core/diff/compare-states.ts';
import type { PlacedObject } from '../../core/diff/plan-reads.ts';
import type { Difference } from '../../core/difference.ts';
import { joinApiVersion, type ObjectRef, refKey } from '../../core/kube-object.ts';
import type { ServedKind } from '../../core/live-state.ts';
import { countLineBreaks, splitDocuments } from '../../core/manifests/split-documents.ts';
import { DERIVED_SCHEMA_VERSION, deriveSchema } from '../../core/schema/derive-schema.ts';
import type { GroupVersionSchema } from '../../core/schema/field-schema.ts';
import { createComparison } from '../../core/ways-out/compare-two.ts';
import type { DeclaredText, OpenDeparture } from '../../core/ways-out/open-departure.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import { readJson } from '../kube/read-json.ts';
import { readSchemas } from '../kube/read-schemas.ts';
import { RequestError } from '../kube/request-error.ts';
import type { PreparedCheck, RunCheckOptions } from '../prepare-check.ts';

/** Objects that are asked for at the same time. */
const AT_ONCE = 8;

/** A departure with the declared object behind it, where git has one. */
export interface ReadDeparture {
  readonly departure: OpenDeparture;
  readonly placed?: PlacedObject;
}

/**
 * Reads each object that departs once more, with `get`, so that its values and the order of its lists are those of now. An object that cannot be
 * read, or is gone, says so in its departure.
 */
export async function readDepartures(
  differences: readonly Difference[],
  prepared: PreparedCheck,
  options: RunCheckOptions,
): Promise<readonly ReadDeparture[]> {
  const declared = new Map<string, PlacedObject>(prepared.plan.objects.map((placed) => [refKey(placed.ref), placed]));
  const servedOf = (ref: ObjectRef): ServedKind | undefined =>
    declared.get(refKey(ref))?.read.served ??
    prepared.discovery.kinds.find(({ group, kind, preferred }) => preferred && group === ref.group && kind === ref.kind);
  const knowledge = createKnowledge({
    schemas: await readAllSchemas(differences, servedOf, prepared, options),
    defaults: prepared.defaults,
  });
  const texts = new Map<string, Promise<string | undefined>>();
  const readText = (source: string, file: string): Promise<string | undefined> => {
    const key = `${source}\n${file}`;
    const known = texts.get(key) ?? prepared.sources.readText(source, file);
    texts.set(key, known);
    return known;
  };
  const found: ReadDeparture[] = [];
  for (let from = 0; from < differences.length; from += AT_ONCE) {
    const batch = differences.slice(from, from + AT_ONCE).map(async (difference): Promise<ReadDeparture> => {
      const placed = declared.get(refKey(difference.ref));
      const served = servedOf(difference.ref);
      const text = placed && (await describeText(placed, prepared, readText));
      const live =
        difference.type === 'missing' || served === undefined
          ? {}
          : await readLive(prepared.client, served, difference.ref, options.deadline);
      const kind = served && knowledge({ served, mode: 'full' });
      const comparison = createComparison(difference.ref, { kind, settings: prepared.settings, mask: options.mask });
      const departure: OpenDeparture = {
        difference,
        served,
        ...(text === undefined ? {} : { declared: text }),
        ...live,
        ...comparison,
        // What SOPS encrypts in git is not to be read anywhere else.
        ...(placed?.desired.encrypted === undefined ? {} : { hides: () => true }),
      };
      return { departure, ...(placed === undefined ? {} : { placed }) };
    });
    found.push(...(await Promise.all(batch)));
  }
  return found;
}

async function readAllSchemas(
  differences: readonly Difference[],
  servedOf: (ref: ObjectRef) => ServedKind | undefined,
  { schemas, client }: PreparedCheck,
  { schemaDirectory }: RunCheckOptions,
): Promise<ReadonlyMap<string, GroupVersionSchema>> {
  const served = differences.flatMap(({ ref }) => servedOf(ref) ?? []);
  const wanted = new Map(served.map(({ group, version }) => [joinApiVersion(group, version), { group, version }]));
  const missing = [...wanted].filter(([apiVersion]) => !schemas.schemas.has(apiVersion)).map(([, version]) => version);
  if (missing.length === 0) return schemas.schemas;
  const more = await readSchemas<GroupVersionSchema>(client, missing, {
    derive: deriveSchema,
    deriveVersion: DERIVED_SCHEMA_VERSION,
    cacheDirectory: schemaDirectory,
  });
  return new Map([...schemas.schemas, ...more.schemas]);
}

async function readLive(
  client: KubeClient,
  { group, version, resource, namespaced }: ServedKind,
  { namespace, name }: ObjectRef,
  deadline: number | undefined,
): Promise<Pick<OpenDeparture, 'live' | 'unread'>> {
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const place = namespaced && namespace !== null ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  try {
    return {
      live: await readJson(client, `${root}${place}/${resource}/${encodeURIComponent(name)}`, deadline === undefined ? {} : { deadline }),
    };
  } catch (error) {
    if (error instanceof RequestError) return { unread: `it could not be read again: ${error.message}` };
    throw error;
  }
}

async function describeText(
  { ref, desired }: PlacedObject,
  { desired: state }: PreparedCheck,
  readText: (source: string, file: string) => Promise<string | undefined>,
): Promise<DeclaredText> {
  const { origin, item, namespace } = desired;
  const isRendered = desired.isRendered === true;
  const isWhole = !isRendered && item === undefined && desired.encrypted === undefined;
  const text = !isWhole ? undefined : await readText(origin.source, origin.file);
  const lines = text === undefined ? undefined : findLines(text, desired.document);
  const commit = state.revisions.find(({ source }) => source === origin.source)?.commit ?? 'worktree';
  return {
    origin,
    commit,
    body: desired.body,
    isRendered,
    ...(lines === undefined ? {} : { lines }),
    ...(namespace === undefined && ref.namespace !== null ? { namespace: ref.namespace } : {}),
  };
}

function findLines(text: string, index: number): { readonly first: number; readonly last: number } | undefined {
  const document = splitDocuments(text)[index];
  if (document === undefined) return undefined;
  const breaks = countLineBreaks(document.text, 0, document.text.length);
  return { first: document.line, last: document.line + (document.text.endsWith('\n') ? breaks - 1 : breaks) };
}
