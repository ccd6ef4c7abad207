import type { DesiredObject } from '../../core/desired-state.ts';
import type { FieldFinding } from '../../core/diff/object-comparison.ts';
import { formatPath } from '../../core/field-path.ts';
import { canonicalJson } from '../../core/json.ts';
import { formatRef, nameOf, refKey } from '../../core/kube-object.ts';
import { folderOf } from '../../core/manifests/file-paths.ts';
import { splitDocuments } from '../../core/manifests/split-documents.ts';
import { adoptOne, holdsSecret } from '../../core/ways-out/adopt/adopt-fields.ts';
import { editDocument } from '../../core/ways-out/adopt/edit-document.ts';
import { CannotEdit } from '../../core/ways-out/adopt/edit-text.ts';
import { buildOverlayPatch } from '../../core/ways-out/adopt/overlay-patch.ts';
import type { Adoption, AdoptionPlan, EditedFile } from '../../core/ways-out/adopt/plan-adoption.ts';
import { addPatch, listPlaceEdits } from '../../core/ways-out/adopt/rendered-candidates.ts';
import { findNow, type OpenDeparture, type Refusal } from '../../core/ways-out/open-departure.ts';
import type { DesiredSources } from '../desired/desired.ts';
import type { PreparedCheck } from '../prepare-check.ts';
import type { ReadDeparture } from './read-departures.ts';

/** Renderings that are tried for one object. */
const MOST_TRIES = 40;

/** An edit that may give the rendered object its live value. */
interface Candidate {
  readonly file: string;
  readonly text: string;
}

/**
 * Adopts what is rendered: where a patch, an image, a value of a chart sets the field, there; where the object's own file lies in the overlay, there; else
 * by a patch in the overlay. Each edit is rendered, and taken only where the object then has the live value and nothing else of the source changes.
 */
export async function adoptRendered(
  reads: readonly ReadDeparture[],
  plan: AdoptionPlan,
  { sources, desired }: Pick<PreparedCheck, 'sources' | 'desired'>,
): Promise<AdoptionPlan> {
  const texts = new Map(plan.files.map((file) => [`${file.source}\n${file.file}`, file]));
  const objects: Adoption[] = [];
  const benches = new Map<string, RenderedSource>();
  for (const adoption of plan.objects) {
    const read = reads.find(({ departure }) => refKey(departure.difference.ref) === refKey(adoption.ref));
    const isRendered =
      read?.placed?.desired.isRendered === true && read.departure.difference.type === 'modified' && read.departure.live !== undefined;
    if (!isRendered || read?.placed === undefined || adoption.refusals[0]?.reason === 'secret') {
      objects.push(adoption);
      continue;
    }
    const { source } = read.placed.desired.origin;
    const bench =
      benches.get(source) ??
      new RenderedSource(
        source,
        sources,
        desired.objects.filter(({ origin }) => origin.source === source),
      );
    benches.set(source, bench);
    objects.push(await bench.adopt(read.departure, read.placed.desired));
  }
  for (const bench of benches.values()) for (const file of bench.list()) texts.set(`${file.source}\n${file.file}`, file);
  return { files: [...texts.values()], objects };
}

/** A source with the edits that were taken so far. */
class RenderedSource {
  private readonly source: string;
  private readonly sources: DesiredSources;
  private readonly edits = new Map<string, { readonly before: string; readonly after: string }>();
  private objects: readonly DesiredObject[];

  constructor(source: string, sources: DesiredSources, objects: readonly DesiredObject[]) {
    this.source = source;
    this.sources = sources;
    this.objects = objects;
  }

  list(): EditedFile[] {
    return [...this.edits]
      .filter(([, { before, after }]) => before !== after)
      .map(([file, ends]) => ({ source: this.source, file, ...ends }));
  }

  async adopt(departure: OpenDeparture, object: DesiredObject): Promise<Adoption> {
    const { difference, live, compare, hides } = departure;
    const { ref } = difference;
    if (difference.type !== 'modified' || live === undefined) throw new Error('only fields are adopted here');
    const { findings, gone } = findNow(difference, compare(object.body, live));
    const refusals: Refusal[] = gone.map(({ at }) => ({ at, reason: 'gone', message: 'no longer departs' }));
    const done: string[] = [];
    const files = new Set<string>();
    const left: FieldFinding[] = [];
    let tries = MOST_TRIES;
    const accept = async (candidate: Candidate, wanted: readonly FieldFinding[]): Promise<boolean> => {
      if (tries-- <= 0 || !(await this.accept(candidate, departure, object, wanted))) return false;
      done.push(...wanted.map(({ path }) => formatPath(path)));
      files.add(candidate.file);
      return true;
    };
    for (const finding of findings) {
      const at = formatPath(finding.path);
      if (holdsSecret(finding, hides)) {
        refusals.push({ at, reason: 'secret', message: 'its value is secret and stands in no diff: edit it by hand' });
        continue;
      }
      let isDone = false;
      for (const candidate of await this.listEdits(departure, object, finding)) {
        isDone = await accept(candidate, [finding]);
        if (isDone) break;
      }
      if (!isDone) left.push(finding);
    }
    const patch = left.length === 0 ? undefined : await this.patchOverlay(object, left);
    if (patch === undefined || !(await accept(patch, left))) {
      refusals.push(...left.map((finding) => describeRefusal(finding, departure, object)));
    }
    return {
      ref,
      how: done.length > 0 ? 'edit' : 'none',
      ...(files.size === 0 ? {} : { file: [...files].sort().join(', ') }),
      fields: done,
      refusals,
    };
  }

  private async listEdits(departure: OpenDeparture, object: DesiredObject, finding: FieldFinding): Promise<Candidate[]> {
    const { difference, live } = departure;
    if (difference.type !== 'modified' || live === undefined) return [];
    const field = difference.fields.find(({ at }) => at === formatPath(finding.path));
    const place = field?.place;
    if (place !== undefined && place.source === this.source) {
      const text = await this.readText(place.file);
      return text === undefined ? [] : listPlaceEdits(text, place, finding).map((edited) => ({ file: place.file, text: edited }));
    }
    const { original, origin, renderedBy, document, item } = object;
    // A file that other overlays build on would change them too.
    const isOwn = renderedBy !== undefined && original !== undefined && isWithin(origin.file, folderOf(renderedBy));
    const text = isOwn ? await this.readText(origin.file) : undefined;
    const part = text === undefined ? undefined : splitDocuments(text)[document];
    if (text === undefined || part === undefined || original === undefined) return [];
    const prefix = item === undefined ? [] : ['items', item];
    try {
      const changes = adoptOne(finding, original, live, departure, 'lean').map((change) => ({ ...change, at: [...prefix, ...change.at] }));
      const edited = editDocument(part.text, changes);
      return [{ file: origin.file, text: text.slice(0, part.offset) + edited + text.slice(part.offset + part.text.length) }];
    } catch (error) {
      if (error instanceof CannotEdit) return [];
      throw error;
    }
  }

  private async patchOverlay({ renderedBy, original }: DesiredObject, findings: readonly FieldFinding[]): Promise<Candidate | undefined> {
    const text = renderedBy === undefined ? undefined : await this.readText(renderedBy);
    const patch = original === undefined ? undefined : buildOverlayPatch(original, findings);
    if (text === undefined || renderedBy === undefined || patch === undefined) return undefined;
    const [edited] = addPatch(text, patch.target, patch.patch);
    return edited === undefined ? undefined : { file: renderedBy, text: edited };
  }

  private async readText(file: string): Promise<string | undefined> {
    return this.edits.get(file)?.after ?? this.sources.readText(this.source, file);
  }

  /** Takes an edit over where rendering confirms it. */
  private async accept(
    { file, text }: Candidate,
    { compare, live }: OpenDeparture,
    object: DesiredObject,
    wanted: readonly FieldFinding[],
  ): Promise<boolean> {
    const before = this.edits.get(file)?.before ?? (await this.sources.readText(this.source, file));
    if (before === undefined || live === undefined) return false;
    const edits = new Map([...this.edits].map(([name, { after }]) => [name, after]));
    const objects = await this.sources.declareWith(this.source, new Map([...edits, [file, text]]));
    if (objects === undefined || objects.length !== this.objects.length) return false;
    const now = new Map(objects.map((each) => [keyOf(each), each]));
    const own = now.get(keyOf(object));
    const isSame = (each: DesiredObject): boolean => canonicalJson(now.get(keyOf(each))?.body) === canonicalJson(each.body);
    if (own === undefined || !this.objects.every((each) => keyOf(each) === keyOf(object) || each.again !== undefined || isSame(each)))
      return false;
    const current = this.objects.find((each) => keyOf(each) === keyOf(object)) ?? object;
    const [had, has] = [current, own].map(({ body }) => new Set(compare(body, live).findings.map(({ path }) => formatPath(path))));
    const gone = new Set(wanted.map(({ path }) => formatPath(path)));
    if (had === undefined || has === undefined || [...has].some((at) => gone.has(at) || !had.has(at))) return false;
    if (has.size !== [...had].filter((at) => !gone.has(at)).length) return false;
    this.edits.set(file, { before, after: text });
    this.objects = objects;
    return true;
  }
}

function describeRefusal({ path }: FieldFinding, { difference }: OpenDeparture, { origin, renderedBy }: DesiredObject): Refusal {
  const at = formatPath(path);
  const place = difference.type === 'modified' ? difference.fields.find((field) => field.at === at)?.place : undefined;
  const where = place === undefined ? `${origin.file}:${origin.line}` : `${place.file}:${place.line}`;
  const what =
    renderedBy === undefined
      ? 'no place that sets this value could be found'
      : 'no patch of the overlay gives it this value and changes nothing else';
  return { at, reason: 'rendered', message: `it is rendered from ${where}, and ${what}; edit it by hand` };
}

function isWithin(file: string, folder: string): boolean {
  return folder === '' || file.startsWith(`${folder}/`);
}

function keyOf({ group, kind, namespace, body }: DesiredObject): string {
  return formatRef({ group, kind, namespace: namespace ?? null, name: nameOf(body) ?? '' });
}
