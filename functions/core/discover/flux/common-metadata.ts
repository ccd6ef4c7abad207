import { asJsonObject, type Json, type JsonObject } from '../../json.ts';
import { readTextMap } from '../read-fields.ts';

/**
 * `commonMetadata` as transformers of Kustomize: labels and annotations of the objects themselves, and of no template or selector, over what is there
 * (fluxcd/pkg:ssa, SetCommonMetadata). Empty where there is none.
 */
export function readCommonMetadata(value: Json | undefined): readonly string[] {
  const { labels, annotations } = asJsonObject(value);
  return [
    write('LabelTransformer', 'labels', readTextMap(labels)),
    write('AnnotationsTransformer', 'annotations', readTextMap(annotations)),
  ].flat();
}

function write(kind: string, field: string, entries: Readonly<Record<string, string>>): readonly string[] {
  if (Object.keys(entries).length === 0) return [];
  const configuration: JsonObject = {
    apiVersion: 'builtin',
    kind,
    metadata: { name: `common-${field}` },
    [field]: entries,
    fieldSpecs: [{ path: `metadata/${field}`, create: true }],
  };
  // Kustomize takes what has a line break for the configuration itself; JSON is YAML.
  return [`${JSON.stringify(configuration)}\n`];
}
