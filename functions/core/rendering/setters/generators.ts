import type { FieldPath } from '../../field-path.ts';
import { asJsonObject, asString, isJsonList, type Json } from '../../json.ts';
import { baseNameOf } from '../../manifests/file-paths.ts';
import type { Spot } from '../git-document.ts';
import { type Level, type LevelReader, listEntries, listSettings, type Setting, settingBelow } from '../kustomization-level.ts';
import { ABSENT, type FieldState, type FollowedField, type Touch, UNTOUCHED } from './field-state.ts';
import { type Trace, type TraceContext, touchFields, wasCalled } from './render-step.ts';

const LISTS: Readonly<Record<string, string>> = { ConfigMap: 'configMapGenerator', Secret: 'secretGenerator' };

/** `configMapGenerator` and `secretGenerator` that change what is there already: `behavior` merge or replace. */
export function applyGenerators(level: Level, trace: Trace, context: TraceContext): Trace {
  return listGenerators(level, context).reduce((traced, entry) => {
    const { name, namespace, behavior } = asJsonObject(entry.value);
    if (behavior !== 'merge' && behavior !== 'replace') return traced;
    if (!wasCalled(traced, asString(name) ?? '', asString(namespace))) return traced;
    return touchFields(traced, context, (field) => {
      const told = readGenerated(entry, level, field, context);
      return told.type === 'untouched' && behavior === 'replace' ? ABSENT : told;
    });
  }, trace);
}

/** What the generators of a kustomization begin with. */
export function beginGenerated(level: Level, context: TraceContext): readonly Trace[] {
  return listGenerators(level, context).flatMap((entry): Trace[] => {
    const { name, namespace, behavior } = asJsonObject(entry.value);
    if (behavior !== undefined && behavior !== 'create' && behavior !== '') return [];
    const begun = {
      ids: [{ name: asString(name) ?? '', namespace: asString(namespace) }],
      states: context.fields.map((): FieldState => ABSENT),
    };
    return [touchFields(begun, context, (field) => readGenerated(entry, level, field, context))];
  });
}

function listGenerators(level: Level, { object }: TraceContext): readonly Setting[] {
  const list = object.group === '' ? LISTS[object.kind] : undefined;
  return list === undefined ? [] : listEntries(level, list);
}

function readGenerated(entry: Setting, level: Level, { path }: FollowedField, context: TraceContext): Touch {
  const [first, second] = fieldsOf(path);
  if (path.length === 2 && (first === 'data' || first === 'binaryData') && second !== undefined) {
    return readKey(entry, level, second, context) ?? UNTOUCHED;
  }
  const [, map, key] = fieldsOf(path);
  if (path.length !== 3 || first !== 'metadata' || (map !== 'labels' && map !== 'annotations') || key === undefined) return UNTOUCHED;
  const options = [...listSettings(level, 'generatorOptions'), settingBelow(entry, 'options')].map((each) => settingBelow(each, map));
  const setting = options.findLast(({ value }) => key in asJsonObject(value));
  if (setting === undefined) return UNTOUCHED;
  const value = String(asJsonObject(setting.value)[key]);
  return { type: 'set', value, setter: map === 'labels' ? 'label' : 'annotation', spot: setting.spotOf([{ field: key }]) };
}

function fieldsOf(path: FieldPath): readonly (string | undefined)[] {
  return path.map((element) => ('field' in element ? element.field : undefined));
}

/** One key: a literal, a line of an env file, or a file. */
function readKey(entry: Setting, level: Level, key: string, { object, reader }: TraceContext): FieldState | undefined {
  const encode = (text: string): string => (object.kind === 'Secret' ? Buffer.from(text).toString('base64') : text);
  for (const [index, literal] of textsOf(entry, 'literals')) {
    const [name, ...rest] = literal.split('=');
    if (name !== key) continue;
    const value = encode(withoutQuotes(rest.join('=')));
    return { type: 'set', value, setter: 'literal', spot: entry.spotOf([{ field: 'literals' }, { index }]) };
  }
  for (const [, file] of [...textsOf(entry, 'envs'), ...textsOf(entry, 'env')]) {
    const found = findLine(reader, reader.resolve(level.folder, file), key);
    if (found !== undefined) return { type: 'set', value: encode(found.value), setter: 'env-file', spot: found.spot };
  }
  for (const [, written] of textsOf(entry, 'files')) {
    const [, named, path = ''] = /^(?:([^=]+)=)?(.*)$/s.exec(written) ?? [];
    if ((named ?? baseNameOf(path)) !== key) continue;
    const file = reader.resolve(level.folder, path);
    const text = file === undefined ? undefined : reader.readText(file);
    if (file === undefined || text === undefined) return undefined;
    const endLine = Math.max(1, text.replace(/\n$/, '').split('\n').length);
    return { type: 'set', value: encode(text), setter: 'file', spot: { source: reader.source, file, line: 1, endLine } };
  }
  return undefined;
}

function textsOf({ value }: Setting, field: string): readonly (readonly [number, string])[] {
  const told: Json | undefined = asJsonObject(value)[field];
  const list = isJsonList(told) ? told : told === undefined ? [] : [told];
  return list.flatMap((each, index) => (typeof each === 'string' ? [[index, each] as const] : []));
}

/** kustomize:api/kv/kv.go. */
function findLine(reader: LevelReader, file: string | undefined, key: string): { readonly value: string; readonly spot: Spot } | undefined {
  const text = file === undefined ? undefined : reader.readText(file);
  if (file === undefined || text === undefined) return undefined;
  for (const [index, written] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = written.trimStart();
    if (line.startsWith('#')) continue;
    const [name, ...rest] = line.split('=');
    if (name === key) return { value: rest.join('='), spot: { source: reader.source, file, line: index + 1, endLine: index + 1 } };
  }
  return undefined;
}

function withoutQuotes(text: string): string {
  return /^(["']).*\1$/s.test(text) && text.length >= 2 ? text.slice(1, -1) : text;
}
