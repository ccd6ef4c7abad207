import { type ParsedManifests, parseManifests } from '../../functions/core/manifests/parse-manifests.ts';

export const SOURCE = { source: 'apps', file: 'a.yaml', defaultNamespace: 'shop' };

export function parse(text: string): ParsedManifests {
  return parseManifests(text, SOURCE);
}

export function configMap(name: string, rest = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${rest}`;
}

/** What could not be read: line and reason. */
export function gapsOf(parsed: ParsedManifests): string[] {
  return parsed.unchecked.map(({ line, reason }) => `${line} ${reason}`);
}

export function namesOf(parsed: ParsedManifests): string[] {
  return parsed.objects.map((object) => object.name);
}
