import { asJsonObject, type Json, type JsonObject } from '../../json.ts';
import { readObjects, readText, readTextMap, readTexts, withoutAbsent } from '../read-fields.ts';
import { type BuildEnvironment, fillInEnvironment } from './build-environment.ts';

/** The fields of a kustomization that `spec.source.kustomize` stands for (argo-cd:util/kustomize/kustomize.go, Build), and what of it cannot be told. */
export function readKustomize(
  kustomize: JsonObject,
  environment: BuildEnvironment,
): { readonly overlay: JsonObject; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const fill = (text: string): string => {
    const { text: filled, unknown } = fillInEnvironment(text, environment);
    for (const name of unknown) problems.push(`$${name} stands in its kustomize settings, and is known to Argo CD only`);
    return filled;
  };
  const fillAll = (texts: Readonly<Record<string, string>>): JsonObject =>
    Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, fill(value)]));
  const labels = fillAll(readTextMap(kustomize['commonLabels']));
  const annotations = readTextMap(kustomize['commonAnnotations']);
  const images = readTexts(kustomize['images']).map((image) => readImage(fill(image)));
  const replicas = readObjects(kustomize['replicas']).map(({ name, count }) => ({ name: name ?? '', count: Number(count) }));
  const hasLabels = Object.keys(labels).length > 0;
  const overlay = withoutAbsent({
    namePrefix: readText(kustomize['namePrefix']),
    nameSuffix: readText(kustomize['nameSuffix']),
    namespace: readText(kustomize['namespace']),
    images: orAbsent(images),
    replicas: orAbsent(replicas),
    // Plain `commonLabels` go into selectors and templates too; the others are the newer `labels`.
    commonLabels: hasLabels && kustomize['labelWithoutSelector'] !== true ? labels : undefined,
    labels:
      hasLabels && kustomize['labelWithoutSelector'] === true
        ? [{ pairs: labels, ...(kustomize['labelIncludeTemplates'] === true ? { includeTemplates: true } : {}) }]
        : undefined,
    commonAnnotations:
      Object.keys(annotations).length === 0
        ? undefined
        : kustomize['commonAnnotationsEnvsubst'] === true
          ? fillAll(annotations)
          : { ...annotations },
    patches: orAbsent(readObjects(kustomize['patches'])),
    components: orAbsent(readTexts(kustomize['components'])),
  });
  for (const key of ['kubeVersion', 'apiVersions'])
    if (kustomize[key] !== undefined) problems.push(`kustomize.${key} is not taken into account yet`);
  return { overlay, problems };
}

function orAbsent(list: readonly Json[]): readonly Json[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** `name:tag`, `name@digest`, `old=new:tag`, `old=new@digest` as `kustomize edit set image` reads them; `*` keeps what stands there. */
export function readImage(text: string): JsonObject {
  const [left = '', right] = splitOnce(text, '=');
  const { name, tag, digest } = splitImage(right ?? left);
  return withoutAbsent({ name: right === undefined ? name : left, newName: right === undefined ? undefined : name, newTag: tag, digest });
}

function splitImage(image: string): { readonly name: string; readonly tag?: string; readonly digest?: string } {
  const [rest = '', digest] = splitOnce(image, '@');
  const colon = rest.lastIndexOf(':');
  const isTagged = colon > rest.lastIndexOf('/');
  const name = isTagged ? rest.slice(0, colon) : rest;
  return { name, ...(isTagged ? { tag: rest.slice(colon + 1) } : {}), ...(digest === undefined ? {} : { digest }) };
}

function splitOnce(text: string, by: string): readonly string[] {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + by.length)];
}

/** True where a part of a source says nothing. */
export function saysNothing(value: Json | undefined): boolean {
  return Object.keys(asJsonObject(value)).length === 0;
}
