import type { PageObject } from './page-object.ts';

/** What a page can be filtered by besides text. */
export const FACETS = ['level', 'type', 'namespace', 'kind', 'team', 'manager'] as const;
export type Facet = (typeof FACETS)[number];

/** How the cluster itself is called among namespaces: no namespace can have that name. */
export const CLUSTER_SCOPE = '(cluster)';
/** What objects without a team or a recorded writer are found by. */
export const NOBODY = '(none)';

/** What is asked for; a facet that is absent or '' asks for nothing. */
export interface PageFilters {
  readonly text?: string;
  readonly values: Readonly<Partial<Record<Facet, string>>>;
}

/** The values that an object has of a facet. */
export function listValues(object: PageObject, facet: Facet): readonly string[] {
  switch (facet) {
    case 'level':
      return [object.level];
    case 'type':
      return [object.type];
    case 'namespace':
      return [object.namespace === '' ? CLUSTER_SCOPE : object.namespace];
    case 'kind':
      return [object.kind];
    case 'team':
      return [object.team ?? NOBODY];
    case 'manager':
      return object.managers.length === 0 ? [NOBODY] : object.managers;
  }
}

/** Everything of an object that is searched, in small letters. */
export function writeHaystack(object: PageObject): string {
  const { kind, namespace, name, team = '', why, rule, story = '', place, fields } = object;
  const ofFields = fields.map(({ at, cause, who = '', note = '', lines }) =>
    [at, cause, who, note, ...lines.flatMap(({ label = '', desired = '', live = '' }) => [label, desired, live])].join('\n'),
  );
  return [`${kind} ${namespace}/${name}`, team, why, rule, story, place?.text ?? '', ...ofFields].join('\n').toLowerCase();
}

/** True where an object has every word of the text somewhere, and a value of every facet that is asked for. */
export function isWanted(object: PageObject, haystack: () => string, { text = '', values }: PageFilters): boolean {
  for (const facet of FACETS) {
    const wanted = values[facet];
    if (wanted !== undefined && wanted !== '' && !listValues(object, facet).includes(wanted)) return false;
  }
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return words.length === 0 || words.every((word) => haystack().includes(word));
}
