import type { JsonObject } from '../../json.ts';
import { compareText, formatRef, type ObjectRef } from '../../kube-object.ts';
import { splitDocuments } from '../../manifests/split-documents.ts';
import type { JsonChange } from '../change-json.ts';
import { isSecretRef, type OpenDeparture, type Refusal } from '../open-departure.ts';
import { adoptFields } from './adopt-fields.ts';
import { editDocument, readValue, readValues } from './edit-document.ts';
import { CannotEdit } from './edit-text.ts';
import { buildManifest, writeManifest } from './new-manifest.ts';
import { planRemoval } from './plan-changes.ts';

/** A departure with the place of its object in git, and where a new file would go. */
export interface AdoptionInput {
  readonly departure: OpenDeparture;
  /** Where its document stands; absent for an object that git does not declare, and for one that was rendered. */
  readonly place?: { readonly source: string; readonly file: string; readonly document: number; readonly item?: number };
  /** For an object that git does not declare. */
  readonly newFile?: { readonly source: string; readonly file: string };
}

/** A file before and after. `before` absent: it is new; `after` absent: nothing is left in it. */
export interface EditedFile {
  readonly source: string;
  readonly file: string;
  readonly before?: string;
  readonly after?: string;
}

/** How one object is adopted. */
export interface Adoption {
  readonly ref: ObjectRef;
  readonly how: 'edit' | 'add' | 'remove' | 'none';
  readonly file?: string;
  /** The fields that are taken over, as reports write them. */
  readonly fields: readonly string[];
  readonly refusals: readonly Refusal[];
}

export interface AdoptionPlan {
  readonly files: readonly EditedFile[];
  readonly objects: readonly Adoption[];
}

/** Edits the files of git so that they say what the cluster has. `texts`: by source and file, joined with a line feed. Nothing is written. */
export function planAdoption(inputs: readonly AdoptionInput[], texts: ReadonlyMap<string, string>): AdoptionPlan {
  const drafts = new Map<string, FileDraft>();
  const draftOf = (source: string, file: string): FileDraft => {
    const key = `${source}\n${file}`;
    const known = drafts.get(key) ?? new FileDraft(source, file, texts.get(key));
    drafts.set(key, known);
    return known;
  };
  const objects = [...inputs].sort(lastFirst).map((input) => adopt(input, draftOf));
  const order = new Map(inputs.map(({ departure }, index) => [formatRef(departure.difference.ref), index]));
  return {
    files: [...drafts.values()]
      .flatMap((draft) => draft.close())
      .sort((a, b) => compareText(`${a.source}\n${a.file}`, `${b.source}\n${b.file}`)),
    objects: objects.sort((a, b) => (order.get(formatRef(a.ref)) ?? 0) - (order.get(formatRef(b.ref)) ?? 0)),
  };
}

/** Fields before removals, and these from the end: then every place is still where it was. */
function lastFirst(a: AdoptionInput, b: AdoptionInput): number {
  const rank = ({ departure }: AdoptionInput): number => Number(departure.difference.type === 'missing');
  return rank(a) - rank(b) || (b.place?.document ?? 0) - (a.place?.document ?? 0) || (b.place?.item ?? 0) - (a.place?.item ?? 0);
}

function adopt({ departure, place, newFile }: AdoptionInput, draftOf: (source: string, file: string) => FileDraft): Adoption {
  const { difference, declared, live, served, compare, hides } = departure;
  const { ref } = difference;
  const none = (reason: Refusal['reason'], message: string): Adoption => ({
    ref,
    how: 'none',
    fields: [],
    refusals: [{ reason, message }],
  });
  if (isSecretRef(ref)) return none('secret', 'no line of a Secret stands in a diff: edit it by hand, or put git back');
  if (difference.type === 'unmanaged') {
    if (live === undefined || served === undefined)
      return none('unread', departure.unread ?? 'it is no longer in the cluster: check again');
    if (hides(live, [])) return none('secret', 'one of its values is secret and stands in no diff: write its manifest by hand');
    if (newFile === undefined) return none('no-line', 'no source holds plain manifests that it could stand beside');
    const manifest = buildManifest(ref, served.version, live, compare);
    if (manifest === undefined)
      return none('not-equal', 'what the cluster has cannot be said in a manifest so that both are equal; write it by hand');
    draftOf(newFile.source, newFile.file).add(manifest);
    return { ref, how: 'add', file: newFile.file, fields: [], refusals: [] };
  }
  if (difference.type === 'missing' && difference.madeOf !== undefined) {
    return none('controller', `a controller should have made it of ${formatRef(difference.madeOf)}: remove that, or ask why it made none`);
  }
  const { file, line } = difference.origin;
  if (declared?.isRendered === true) return none('rendered', `it is rendered from ${file}:${line}, which says it for other places too`);
  if (place === undefined || declared === undefined) return none('no-line', 'git no longer declares it there: check again');
  const draft = draftOf(place.source, place.file);
  try {
    if (difference.type === 'missing') {
      draft.removeObject(place.document, place.item);
      return { ref, how: 'remove', file, fields: [], refusals: [] };
    }
  } catch (error) {
    if (error instanceof CannotEdit) return none('no-line', `${file}:${line} cannot be edited safely: ${error.message}; edit it by hand`);
    throw error;
  }
  if (live === undefined) return none('unread', departure.unread ?? 'it is no longer in the cluster: check again');
  const { steps, refusals } = adoptFields(departure, declared.body, live);
  const done: string[] = [];
  const failed: Refusal[] = [];
  for (const { at, changes } of steps) {
    try {
      draft.changeObject(place.document, place.item, changes);
      done.push(at);
    } catch (error) {
      if (!(error instanceof CannotEdit)) throw error;
      const field = difference.fields.find((known) => known.at === at);
      failed.push({
        at,
        reason: 'no-line',
        message: `${file}:${field?.line ?? line} cannot be edited safely: ${error.message}; edit it by hand`,
      });
    }
  }
  return { ref, how: done.length > 0 ? 'edit' : 'none', file, fields: done, refusals: [...refusals, ...failed] };
}

/** A file while it is edited: after each step it is read again, and every other document must be what it was. */
class FileDraft {
  private readonly source: string;
  private readonly file: string;
  private readonly before: string | undefined;
  private text: string;

  constructor(source: string, file: string, before: string | undefined) {
    this.source = source;
    this.file = file;
    this.before = before;
    this.text = before ?? '';
  }

  add(manifest: JsonObject): void {
    this.text += `${this.text === '' ? '' : '---\n'}${writeManifest(manifest)}`;
  }

  changeObject(document: number, item: number | undefined, changes: readonly JsonChange[]): void {
    const prefix = item === undefined ? [] : ['items', item];
    this.changeDocument(
      document,
      changes.map((change) => ({ ...change, at: [...prefix, ...change.at] })),
    );
  }

  removeObject(document: number, item: number | undefined): void {
    if (item !== undefined) {
      const value = readValue(splitDocuments(this.text)[document]?.text ?? '');
      if (value === undefined) throw new CannotEdit('the document is not one that can be edited');
      this.changeDocument(document, [planRemoval(value, ['items', item], () => true)]);
      return;
    }
    this.replace(document, '');
  }

  close(): EditedFile[] {
    if (this.text === this.before) return [];
    const isEmpty = (readValues(this.text) ?? [null]).length === 0;
    const ends = { ...(this.before === undefined ? {} : { before: this.before }), ...(isEmpty ? {} : { after: this.text }) };
    return [{ source: this.source, file: this.file, ...ends }];
  }

  private changeDocument(document: number, changes: readonly JsonChange[]): void {
    const text = splitDocuments(this.text)[document]?.text ?? '';
    this.replace(document, editDocument(text, changes));
  }

  /** The law: every other document of the file is, byte by byte, what it was. */
  private replace(index: number, text: string): void {
    const documents = splitDocuments(this.text);
    const document = documents[index];
    if (document === undefined) throw new CannotEdit('the file is not the one that was compared');
    const edited = this.text.slice(0, document.offset) + text + this.text.slice(document.offset + document.text.length);
    const others = documents.map((each) => each.text).filter((_, i) => i !== index);
    const now = splitDocuments(edited).map((each) => each.text);
    const kept = text === '' ? now : now.filter((_, i) => i !== index);
    const isKept = kept.length === others.length || (others.length === 0 && edited === '');
    if (!isKept || kept.some((each, i) => each !== (others[i] ?? '')))
      throw new CannotEdit('the edit would change other objects of the file');
    this.text = edited;
  }
}
