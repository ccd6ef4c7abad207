import type { DesiredObject, SetAside, UncheckedFile, UncheckedFileReason } from '../desired-state.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { decryptDocument } from '../sops/decrypt-document.ts';
import { type EncryptedFields, isSopsDocument, sealDocument } from '../sops/sealed.ts';
import { buildObject, isTyped, type ManifestPlace, type ManifestSource } from './build-object.ts';
import { completeItem, findItemLines, openList } from './open-list.ts';
import { type DocumentValue, readDocument } from './read-document.ts';
import { type DocumentText, splitDocuments } from './split-documents.ts';

/** Largest file that is read, in UTF-16 units of its text. */
export const MAX_MANIFEST_LENGTH = 64_000_000;

/** What one file declares. Everything in it is in one of the four lists. */
export interface ParsedManifests {
  readonly objects: readonly DesiredObject[];
  readonly hooks: readonly DesiredObject[];
  readonly unchecked: readonly UncheckedFile[];
  readonly setAside: readonly SetAside[];
}

/**
 * Reads a file of YAML or JSON as Kubernetes does. A document that cannot be read is named with its line, and the others are still read.
 * A file that holds no Kubernetes object at all is set aside as `not-a-manifest`.
 */
export function parseManifests(text: string, source: ManifestSource): ParsedManifests {
  if (text.length > MAX_MANIFEST_LENGTH)
    return refuseFile(source, 'too-large', 'larger than 64 MB; split it or exclude it with .plumblineignore');
  if (!MENTIONS_TYPE.test(text)) return setFileAside(source, 'no document in it has apiVersion and kind');
  const parsed = new FileReader(source);
  for (const document of splitDocuments(text)) parsed.readOne(document);
  return parsed.close();
}

const MENTIONS_TYPE = /apiVersion|kind/;

class FileReader {
  private readonly objects: DesiredObject[] = [];
  private readonly hooks: DesiredObject[] = [];
  private readonly unchecked: UncheckedFile[] = [];
  private readonly setAside: SetAside[] = [];
  /** Documents without apiVersion and kind: gaps in a file of manifests, nothing in any other. */
  private readonly untyped: UncheckedFile[] = [];
  private typed = 0;
  private readonly source: ManifestSource;

  constructor(source: ManifestSource) {
    this.source = source;
  }

  readOne(document: DocumentText): void {
    const read = readDocument(document.text);
    if ('reason' in read) {
      const hint = /\{\{/.test(document.text) ? '; it holds template actions ({{ … }}): render it first' : '';
      const gap = this.gap(read.reason, document.line + read.line, `${read.message}${hint}`);
      (MENTIONS_TYPE.test(document.text) ? this.unchecked : this.untyped).push(gap);
      return;
    }
    for (const value of read) this.addValue(value, { line: document.line + value.line, document: document.index });
  }

  close(): ParsedManifests {
    const none = this.typed === 0 && this.unchecked.length === 0;
    if (none) return setFileAside(this.source, 'no document in it has apiVersion and kind');
    this.unchecked.push(...this.untyped);
    this.unchecked.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    return { objects: this.objects, hooks: this.hooks, unchecked: this.unchecked, setAside: this.setAside };
  }

  private addValue(read: DocumentValue, place: ManifestPlace): void {
    const value = read.value;
    if (value === null) return;
    if (isSopsDocument(value)) this.addEncrypted(value, read, place);
    else if (!isTyped(value)) this.addUntyped(value, place);
    else {
      this.typed++;
      const items = openList(value);
      if (items === undefined) this.addObject(value, place);
      else this.addItems(value, items, read, place);
    }
  }

  private addEncrypted(value: JsonObject, read: DocumentValue, place: ManifestPlace): void {
    const { dataKey } = this.source;
    const opened = dataKey === undefined ? sealDocument(value) : decryptDocument(value, dataKey);
    if (opened === undefined) {
      this.unchecked.push(
        this.gap('encrypted', place.line, 'a value does not fit the key of the file or its place in it; encrypt it anew'),
      );
      return;
    }
    const { body, paths } = opened;
    const encrypted: EncryptedFields = { paths, ...(dataKey === undefined ? { reason: 'SOPS encrypts it.', original: value } : {}) };
    this.addValue({ ...read, value: body }, paths.length === 0 ? place : { ...place, encrypted });
  }

  private addItems(list: JsonObject, items: readonly Json[], read: DocumentValue, place: ManifestPlace): void {
    const lines = read.yaml === undefined ? [] : findItemLines(read.yaml);
    for (const [item, raw] of items.entries()) {
      const body = completeItem(raw, list);
      const line = lines[item] === undefined ? place.line : place.line - read.line + lines[item];
      if (!isJsonObject(body)) this.unchecked.push(this.gap('not-an-object', line, `item ${item} of the List is no mapping`));
      else if (!isTyped(body)) this.unchecked.push(this.gap('no-kind', line, `item ${item} of the List has no apiVersion or no kind`));
      else if (openList(body)) this.unchecked.push(this.gap('not-an-object', line, `item ${item} of the List is itself a List`));
      else this.addObject(body, { ...place, line, item, ...ofItem(place.encrypted) });
    }
  }

  private addObject(body: JsonObject, place: ManifestPlace): void {
    const built = buildObject(body, this.source, place);
    switch (built.type) {
      case 'object':
        this.objects.push(built.object);
        break;
      case 'hook':
        this.hooks.push(built.object);
        this.setAside.push(built.setAside);
        break;
      case 'set-aside':
        this.setAside.push(built.setAside);
        break;
      case 'unchecked':
        this.unchecked.push(built.unchecked);
        break;
    }
  }

  private addUntyped(value: Json, place: ManifestPlace): void {
    if (!isJsonObject(value)) {
      this.untyped.push(this.gap('not-an-object', place.line, 'a document that is no mapping; a manifest starts with apiVersion and kind'));
      return;
    }
    const missing = ['apiVersion', 'kind'].filter((field) => typeof value[field] !== 'string' || value[field] === '').join(' and no ');
    const gap = this.gap('no-kind', place.line, `the document has no ${missing}; add it, or exclude the file with .plumblineignore`);
    // One of the two beside metadata: an object that somebody did not finish, not another kind of file.
    const unfinished = ('apiVersion' in value || 'kind' in value) && 'metadata' in value;
    (unfinished ? this.unchecked : this.untyped).push(gap);
  }

  private gap(reason: UncheckedFileReason, line: number, message: string): UncheckedFile {
    return { type: 'file', source: this.source.source, file: this.source.file, line, reason, message };
  }
}

/** Paths of the List as paths of its items. */
function ofItem(encrypted: EncryptedFields | undefined): { readonly encrypted?: EncryptedFields } {
  if (encrypted === undefined) return {};
  const { original: _whole, ...rest } = encrypted;
  return { encrypted: { ...rest, paths: encrypted.paths.filter(([first]) => first === 'items').map(([, ...below]) => below) } };
}

function refuseFile(source: ManifestSource, reason: UncheckedFileReason, message: string): ParsedManifests {
  const unchecked: UncheckedFile = { type: 'file', source: source.source, file: source.file, reason, message };
  return { objects: [], hooks: [], unchecked: [unchecked], setAside: [] };
}

function setFileAside(source: ManifestSource, message: string): ParsedManifests {
  const setAside: SetAside = { source: source.source, file: source.file, reason: 'not-a-manifest', message };
  return { objects: [], hooks: [], unchecked: [], setAside: [setAside] };
}
