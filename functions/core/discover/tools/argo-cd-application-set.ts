import { asJsonObject, isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { controllerOwnerOf } from '../../kube-object.ts';
import { type Discovered, NOTHING_DISCOVERED } from '../discovered-source.ts';
import type { DiscoveryContext, DiscoveryRule } from '../discovery-rule.ts';
import type { GeneratedParameters, GeneratorContext } from '../generators/generator.ts';
import { matchesLabels } from '../generators/matches-labels.ts';
import { GENERATORS } from '../generators.ts';
import { parseValues } from '../parse-values.ts';
import { mergeValues, readObjects, readText, readTexts } from '../read-fields.ts';
import { fillFastTemplate } from '../templates/fast-template.ts';
import { createGoTemplate } from '../templates/go-template.ts';
import { printValue } from '../templates/print-value.ts';
import { fillValue, type Parameters } from '../templates/template.ts';
import { keyOf, type ToolObject } from '../tool-object.ts';

/** argo-cd:pkg/apis/application/v1alpha1/applicationset_types.go: Applications made of a template, one for each that its generators find. */
export const argoCdApplicationSet: DiscoveryRule = { tool: 'argo-cd', group: 'argoproj.io', kind: 'ApplicationSet', read: readObject };

function readObject(object: ToolObject, context: DiscoveryContext): Discovered {
  const spec = asJsonObject(object.body['spec']);
  const isGoTemplate = spec['goTemplate'] === true;
  const isStrict = readTexts(spec['goTemplateOptions']).includes('missingkey=error');
  const reading: GeneratorContext = {
    ...context,
    object,
    isGoTemplate,
    fill: isGoTemplate ? createGoTemplate({ isStrict }) : fillFastTemplate,
    readNested: (generator) => readGenerator(generator, reading),
  };
  const made = new Map<string, ToolObject>();
  for (const generator of readObjects(spec['generators'])) {
    const generated = readGenerator(generator, reading);
    if (generated.type === 'waiting') return NOTHING_DISCOVERED;
    if (generated.type === 'problem') return giveUp(object, generated.message, context);
    const own = asJsonObject(findGenerator(generator)?.value['template']);
    const template = mergeValues(asJsonObject(spec['template']), own);
    for (const parameters of generated.list) {
      const application = makeApplication(template, readText(spec['templatePatch']), parameters, reading);
      if (application.type === 'problem') return giveUp(object, application.message, context);
      made.set(keyOf(application.object), application.object);
    }
  }
  return { ...NOTHING_DISCOVERED, made: [...made.values()] };
}

/** Where the Applications that it made are in the cluster, they tell what it would; else nothing is known of them. */
function giveUp(object: ToolObject, message: string, { list }: DiscoveryContext): Discovered {
  const isOurs = ({ namespace, body }: ToolObject): boolean => {
    const owner = controllerOwnerOf(body);
    return namespace === object.namespace && owner?.['kind'] === 'ApplicationSet' && owner['name'] === object.name;
  };
  if (list('argoproj.io', 'Application').some(isOurs)) return NOTHING_DISCOVERED;
  return { ...NOTHING_DISCOVERED, problems: [{ object, message }] };
}

function findGenerator(generator: JsonObject): { readonly key: string; readonly value: JsonObject } | undefined {
  const [key] = Object.keys(generator).filter((each) => each !== 'selector' && isJsonObject(generator[each]));
  return key === undefined ? undefined : { key, value: asJsonObject(generator[key]) };
}

function readGenerator(generator: JsonObject, context: GeneratorContext): GeneratedParameters {
  const found = findGenerator(generator);
  const rule = GENERATORS.find(({ key }) => key === found?.key);
  if (found === undefined || rule === undefined) {
    return {
      type: 'problem',
      message: `the generator ${found?.key ?? 'that it names'} is not understood: what it finds, only Argo CD knows`,
    };
  }
  const generated = rule.read(found.value, context);
  if (generated.type !== 'parameters' || generator['selector'] === undefined) return generated;
  return { ...generated, list: generated.list.filter((parameters) => matchesLabels(generator['selector'], flatten(parameters))) };
}

/** Parameters as labels, for a selector behind a generator. */
function flatten(parameters: Parameters, prefix = ''): Readonly<Record<string, string>> {
  const entries = Object.entries(parameters).map(([key, value]) =>
    isJsonObject(value) ? flatten(value, `${prefix}${key}.`) : { [`${prefix}${key}`]: printValue(value) },
  );
  return Object.assign({}, ...entries);
}

type MadeApplication = { readonly type: 'made'; readonly object: ToolObject } | { readonly type: 'problem'; readonly message: string };

function makeApplication(
  template: JsonObject,
  patch: string | undefined,
  parameters: Parameters,
  context: GeneratorContext,
): MadeApplication {
  const filled = fillValue(template, parameters, context.fill);
  if (filled.type === 'problem') return filled;
  const patched = patch === undefined ? asJsonObject(filled.value) : applyPatch(asJsonObject(filled.value), patch, parameters, context);
  if (patched === undefined) return { type: 'problem', message: 'its templatePatch is not understood' };
  const { metadata, spec } = patched;
  const name = readText(asJsonObject(metadata)['name']);
  if (name === undefined) return { type: 'problem', message: 'its template gives an Application no name' };
  const { namespace } = context.object;
  const body = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { ...asJsonObject(metadata), name, namespace },
    spec: spec ?? {},
  };
  const whence = { type: 'made', by: context.object } as const;
  return { type: 'made', object: { group: 'argoproj.io', kind: 'Application', namespace, name, body, whence } };
}

/** A strategic merge patch; no list of an Application has keys to merge by. It may not change the project. */
function applyPatch(application: JsonObject, patch: string, parameters: Parameters, { fill }: GeneratorContext): JsonObject | undefined {
  const filled = fill(patch, parameters);
  const read = filled.type === 'text' ? parseValues(filled.text) : undefined;
  if (read === undefined || hasDirective(read)) return undefined;
  const merged = dropNulls(mergeValues(application, read));
  return { ...merged, spec: { ...asJsonObject(merged['spec']), project: asJsonObject(application['spec'])['project'] ?? 'default' } };
}

function hasDirective(value: Json): boolean {
  if (Array.isArray(value)) return value.some((item: Json) => hasDirective(item));
  return isJsonObject(value) && Object.entries(value).some(([key, item]) => key.startsWith('$') || hasDirective(item));
}

function dropNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, isJsonObject(item) ? dropNulls(item) : item] as const])),
  );
}
