import type { DesiredObject, DesiredState, UncheckedFile } from '../../core/desired-state.ts';
import { isSameJson } from '../../core/json.ts';
import { type ParsedManifests, parseManifests } from '../../core/manifests/parse-manifests.ts';
import { decryptDocument } from '../../core/sops/decrypt-document.ts';
import { readSopsMetadata } from '../../core/sops/sops-metadata.ts';
import { verifyMac } from '../../core/sops/verify-mac.ts';
import { readText } from '../read-text.ts';
import type { SourceTree } from '../source-tree.ts';
import type { ReadDataKey } from './read-data-key.ts';

type Declared = Omit<DesiredState, 'revisions'>;

/** A file of SOPS with its values in the clear, or why they stay encrypted. `broken`: it is not what SOPS wrote, so nothing of it counts. */
type OpenedFile =
  | { readonly type: 'opened'; readonly key: Uint8Array; readonly parsed: ParsedManifests; readonly sealed: readonly DesiredObject[] }
  | { readonly type: 'sealed'; readonly reason: string }
  | { readonly type: 'broken'; readonly message: string };

const FILES_AT_ONCE = 8;
const NO_KEY = 'SOPS encrypts it, and no key is named under sops.keys.';

/**
 * Puts in what SOPS encrypts, for the files whose data key may be decrypted. The others stay sealed, each field with the reason. A file whose signature
 * does not fit is named, and nothing of it is compared. In an object that rendering made of such a file each value is still bound to its place.
 */
export async function openEncrypted(declared: Declared, tree: SourceTree, readDataKey: ReadDataKey | undefined): Promise<Declared> {
  const files = [
    ...new Set(
      [...declared.objects, ...declared.hooks]
        .filter(isSealedObject)
        .map(fileOf)
        .concat(declared.unchecked.filter(isEncryptedGap).map(({ file }) => file)),
    ),
  ];
  if (files.length === 0) return declared;
  const opened = new Map<string, OpenedFile>();
  const waiting = files.sort();
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift())
      opened.set(file, await openFile(file, declared, tree, readDataKey));
  };
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
  return replaceOpened(declared, tree.revision.source, opened);
}

function isSealedObject({ encrypted }: DesiredObject): boolean {
  return encrypted?.reason !== undefined;
}

function isEncryptedGap({ reason }: UncheckedFile): boolean {
  return reason === 'encrypted';
}

function fileOf({ origin }: DesiredObject): string {
  return origin.file;
}

async function openFile(
  file: string,
  { objects, hooks }: Declared,
  tree: SourceTree,
  readDataKey: ReadDataKey | undefined,
): Promise<OpenedFile> {
  if (readDataKey === undefined) return { type: 'sealed', reason: NO_KEY };
  const read = await readText(tree, file);
  const metadata = read.type === 'text' ? readSopsMetadata(read.text) : undefined;
  if (read.type !== 'text' || metadata === undefined)
    return { type: 'sealed', reason: 'SOPS encrypts it, and the file says nothing of its keys.' };
  const answer = await readDataKey(metadata);
  if (answer.type === 'refused') return { type: 'sealed', reason: answer.reason };
  const problem = verifyMac(read.text, answer.key, metadata);
  if (problem !== undefined) return { type: 'broken', message: `encrypted with SOPS: ${problem}` };
  const defaultNamespace = [...objects, ...hooks].find((object) => object.origin.file === file)?.defaultNamespace ?? 'default';
  const source = { source: tree.revision.source, file, defaultNamespace };
  const sealed = parseManifests(read.text, source);
  return {
    type: 'opened',
    key: answer.key,
    parsed: parseManifests(read.text, { ...source, dataKey: answer.key }),
    sealed: [...sealed.objects, ...sealed.hooks],
  };
}

function replaceOpened(declared: Declared, source: string, opened: ReadonlyMap<string, OpenedFile>): Declared {
  const put = (object: DesiredObject): DesiredObject[] => {
    const file = isSealedObject(object) ? opened.get(object.origin.file) : undefined;
    switch (file?.type) {
      case undefined:
        return [object];
      case 'broken':
        return [];
      case 'sealed':
        return [keepSealed(object, file.reason)];
      case 'opened':
        return [findOpened(object, file)];
    }
  };
  const gaps = declared.unchecked.filter((gap) => !isEncryptedGap(gap) || opened.get(gap.file)?.type === 'sealed');
  const broken = [...opened].flatMap(([file, { type, ...rest }]): UncheckedFile[] =>
    type === 'broken' && 'message' in rest ? [{ type: 'file', source, file, reason: 'encrypted', message: rest.message }] : [],
  );
  const found = [...opened.values()].flatMap((file) => (file.type === 'opened' ? [file] : []));
  return {
    objects: [...declared.objects.flatMap(put), ...found.flatMap(({ parsed, sealed }) => listNew(parsed.objects, sealed))],
    hooks: [...declared.hooks.flatMap(put), ...found.flatMap(({ parsed, sealed }) => listNew(parsed.hooks, sealed))],
    unchecked: [...gaps, ...broken, ...found.flatMap(({ parsed }) => parsed.unchecked.filter(isEncryptedGap))],
    setAside: declared.setAside,
  };
}

/** The object in the clear: as it stands in the file, or as rendering changed it. */
function findOpened(object: DesiredObject, { key, parsed, sealed }: Extract<OpenedFile, { type: 'opened' }>): DesiredObject {
  const isSamePlace = (other: DesiredObject): boolean => other.document === object.document && other.item === object.item;
  const before = sealed.find(isSamePlace);
  const after = [...parsed.objects, ...parsed.hooks].find(isSamePlace);
  if (before !== undefined && after !== undefined && isSameJson(before.body, object.body)) return after;
  const original = object.encrypted?.original;
  const opened = original && decryptDocument(original, key);
  if (opened) return { ...object, body: opened.body, encrypted: { paths: opened.paths } };
  return keepSealed(object, 'SOPS encrypts it, and rendering moved the value: it does not fit its place any more.');
}

function keepSealed(object: DesiredObject, reason: string): DesiredObject {
  return { ...object, encrypted: { paths: object.encrypted?.paths ?? [], reason } };
}

/** Objects whose kind or name was encrypted too. */
function listNew(objects: readonly DesiredObject[], sealed: readonly DesiredObject[]): readonly DesiredObject[] {
  return objects.filter((object) => !sealed.some((other) => other.document === object.document && other.item === object.item));
}
