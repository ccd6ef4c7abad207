import type { FieldPath } from '../field-path.ts';
import { asJsonObject, isJsonList, isJsonObject, type Json, type JsonObject, listTexts } from '../json.ts';
import { folderOf, resolvePath } from '../manifests/file-paths.ts';
import { type FoundValue, type GitDocument, openFile, openInside, readAt, type Spot } from './git-document.ts';
import { isKept, isNamedList, keepFields, nameOfEntry } from './merge-overlay.ts';

/** What a setting is and where it stands. */
export interface Setting {
  readonly value: Json;
  /** Where what is below it stands; undefined where nobody knows. */
  readonly locate: (path: FieldPath) => { readonly document: GitDocument; readonly found: FoundValue['found'] } | undefined;
  /** The same as lines: of the object that tells it where the very value cannot be found. */
  readonly spotOf: (path: FieldPath) => Spot | undefined;
}

/** One text that settings of a kustomization come from: its file, or what a delivery tool is told. */
export interface SettingsLayer {
  readonly body: JsonObject;
  readonly locate: (path: FieldPath) => { readonly document: GitDocument; readonly found: FoundValue['found'] } | undefined;
  readonly fallback: Spot | undefined;
}

/** A kustomization with all that it takes in. */
export interface Level {
  readonly file: string;
  readonly folder: string;
  /** The later one laid into the earlier as `mergeOverlay` does. */
  readonly layers: readonly SettingsLayer[];
  readonly resources: readonly (Level | string)[];
  readonly components: readonly Level[];
}

/** Files of a rendering, and what its links lead to. */
export interface RenderedFiles {
  readonly source: string;
  readonly readText: (file: string) => string | undefined;
  readonly links: ReadonlyMap<string, string>;
  readonly has: (file: string) => boolean;
}

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const MOST_LEVELS = 5_000;

/** Reads the files of one rendering, each once. */
export class LevelReader {
  private readonly files: RenderedFiles;
  private readonly opened = new Map<string, readonly GitDocument[]>();
  private readonly levels = new Map<string, Level | undefined>();

  constructor(files: RenderedFiles) {
    this.files = files;
  }

  /** The documents of a file; none where it is not there. */
  open(file: string): readonly GitDocument[] {
    const known = this.opened.get(file);
    if (known !== undefined) return known;
    const text = this.files.readText(file);
    const documents = text === undefined ? [] : openFile(this.files.source, file, text);
    this.opened.set(file, documents);
    return documents;
  }

  /** One document of a file, by its index among all. */
  openAt(file: string, index: number): GitDocument | undefined {
    return this.open(file).find((document) => document.index === index);
  }

  /** The text of a file that is no YAML. */
  readText(file: string): string | undefined {
    return this.files.readText(file);
  }

  get source(): string {
    return this.files.source;
  }

  /** The path of a file as a kustomization in a folder names it. */
  resolve(folder: string, target: string): string | undefined {
    const path = resolvePath(folder, target);
    return path === undefined ? undefined : this.followLinks(path);
  }

  /** The kustomization of a folder, with another body where it has none of its own, and with what is laid over it. */
  readRoot(root: { readonly file: string; readonly body: JsonObject }, overlay: SettingsLayer | undefined): Level {
    const own: SettingsLayer = { body: root.body, locate: (path) => this.locateIn(root.file, path), fallback: undefined };
    return this.build(root.file, overlay === undefined ? [own] : [own, overlay]);
  }

  private readLevel(folder: string): Level | undefined {
    if (this.levels.has(folder) || this.levels.size >= MOST_LEVELS) return this.levels.get(folder);
    this.levels.set(folder, undefined);
    const file = NAMES.map((name) => (folder === '' ? name : `${folder}/${name}`)).find((name) => this.files.has(name));
    const body = file === undefined ? undefined : this.open(file)[0]?.value;
    if (file === undefined || !isJsonObject(body)) return undefined;
    const level = this.build(file, [{ body, locate: (path) => this.locateIn(file, path), fallback: undefined }]);
    this.levels.set(folder, level);
    return level;
  }

  private build(file: string, layers: readonly SettingsLayer[]): Level {
    const folder = folderOf(file);
    const listed = (field: string): readonly string[] => layers.flatMap(({ body }) => listTexts(body[field]));
    const take = (target: string): readonly (Level | string)[] => {
      const path = this.resolve(folder, target);
      if (path === undefined) return [];
      if (this.files.has(path)) return [path];
      const level = this.readLevel(path);
      return level === undefined ? [] : [level];
    };
    return {
      file,
      folder,
      layers,
      resources: [...listed('resources'), ...listed('bases')].flatMap(take),
      components: listed('components')
        .flatMap(take)
        .filter((each) => typeof each !== 'string'),
    };
  }

  private locateIn(file: string, path: FieldPath): ReturnType<SettingsLayer['locate']> {
    const [document] = this.open(file);
    const read = document && readAt(document, path);
    return document && read && { document, found: read.found };
  }

  private followLinks(path: string): string {
    const { links } = this.files;
    if (links.size === 0) return path;
    let at = path;
    for (let followed = 0; followed < 40; followed++) {
      const segments = at.split('/');
      const link = segments.map((_, i) => segments.slice(0, i + 1).join('/')).find((prefix) => links.has(prefix));
      if (link === undefined) return at;
      at = `${links.get(link)}${at.slice(link.length)}`;
    }
    return at;
  }
}

/** The files that a kustomization lists as resources, itself or through others, each once. */
export function listResources(root: Level): readonly string[] {
  const seen = new Set<Level>();
  const files = new Set<string>();
  const visit = (level: Level): void => {
    if (seen.has(level)) return;
    seen.add(level);
    for (const resource of level.resources) {
      if (typeof resource === 'string') files.add(resource);
      else visit(resource);
    }
    for (const component of level.components) visit(component);
  };
  visit(root);
  return [...files];
}

/** A field of a kustomization as each of its texts has it; the later counts. */
export function listSettings({ layers }: Level, field: string): readonly Setting[] {
  return layers.flatMap((layer) => {
    const value = layer.body[field];
    return value === undefined || value === null ? [] : [settingAt(layer, value, [{ field }])];
  });
}

/** The entries of a list of a kustomization, in the order they are applied. */
export function listEntries(level: Level, field: string): readonly Setting[] {
  const lists = listSettings(level, field).map((setting) => listItems(setting));
  if (!isNamedList(field) || lists.length < 2) return lists.flat();
  const [own = [], over = []] = lists;
  const known = new Map([...own].reverse().map((entry) => [nameOfEntry(entry.value), entry]));
  const names = new Set(over.map(({ value }) => nameOfEntry(value)));
  return [
    ...own.filter(({ value }) => !names.has(nameOfEntry(value))),
    ...over.map((entry) => takePlaceOf(entry, known.get(nameOfEntry(entry.value)))),
  ];
}

function takePlaceOf(entry: Setting, before: Setting | undefined): Setting {
  const told = asJsonObject(entry.value);
  const whoTells = ([first]: FieldPath): Setting => {
    const isLeft = first !== undefined && 'field' in first && isKept(told[first.field]);
    return isLeft && before !== undefined ? before : entry;
  };
  return {
    value: keepFields(told, asJsonObject(before?.value)),
    locate: (path) => whoTells(path).locate(path),
    spotOf: (path) => whoTells(path).spotOf(path),
  };
}

function listItems({ value, locate, spotOf }: Setting): readonly Setting[] {
  if (!isJsonList(value)) return [];
  return value.map((item, index) => ({
    value: item,
    locate: (path) => locate([{ index }, ...path]),
    spotOf: (path) => spotOf([{ index }, ...path]),
  }));
}

function settingAt({ locate, fallback }: SettingsLayer, value: Json, prefix: FieldPath): Setting {
  return {
    value,
    locate: (path) => locate([...prefix, ...path]),
    spotOf: (path) => {
      const located = locate([...prefix, ...path]);
      return located === undefined ? fallback : located.document.spotOf(located.found);
    },
  };
}

/** The documents of a text that is written out in a setting. */
export function openSetting({ locate, spotOf }: Setting, path: FieldPath, text: string): readonly GitDocument[] {
  const located = locate(path);
  if (located !== undefined) return openInside(text, located);
  const spot = spotOf(path);
  return openInside(text, undefined).map((document) => ({ ...document, spotOf: () => spot }));
}

/** A field of a setting. */
export function settingBelow({ value, locate, spotOf }: Setting, field: string): Setting {
  return {
    value: asJsonObject(value)[field] ?? null,
    locate: (path) => locate([{ field }, ...path]),
    spotOf: (path) => spotOf([{ field }, ...path]),
  };
}
