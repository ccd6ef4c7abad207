import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One kind of the made-up cluster: what git says of an object, and what a real API server made of it (client-side applied, managedFields included). */
export interface GeneratedKind {
  readonly file: string;
  readonly listKind: string;
  readonly path: string;
  /** Of a hundred objects, how many are of this kind. */
  readonly share: number;
}

/** The mix: a fifth Deployments, as in clusters of small services. */
export const GENERATED_KINDS: readonly GeneratedKind[] = [
  { file: 'deployment', listKind: 'DeploymentList', path: '/apis/apps/v1/deployments', share: 20 },
  { file: 'service', listKind: 'ServiceList', path: '/api/v1/services', share: 20 },
  { file: 'config-map', listKind: 'ConfigMapList', path: '/api/v1/configmaps', share: 25 },
  { file: 'service-account', listKind: 'ServiceAccountList', path: '/api/v1/serviceaccounts', share: 15 },
  { file: 'role-binding', listKind: 'RoleBindingList', path: '/apis/rbac.authorization.k8s.io/v1/rolebindings', share: 10 },
  { file: 'secret', listKind: 'SecretList', path: '/api/v1/secrets', share: 10 },
];

export const PAGE_SIZE = 500;

function readTemplate(name: string): string {
  return readFileSync(join(import.meta.dirname, 'templates', name), 'utf8').trim();
}

function countOf(kind: GeneratedKind, total: number): number {
  return Math.round((total * kind.share) / 100);
}

const fill = (template: string, index: number): string =>
  template.replaceAll('NAMESPACE', `team-${index % 40}`).replaceAll('NAME', `service-${index}`);

/** The files of a repository that declares `total` objects, twenty to a file. */
export function* generateFiles(total: number): Generator<{ readonly path: string; readonly text: string }> {
  for (const kind of GENERATED_KINDS) {
    const template = readTemplate(`${kind.file}.yaml`);
    const count = countOf(kind, total);
    for (let first = 0; first < count; first += 20) {
      const documents = Array.from({ length: Math.min(20, count - first) }, (_, i) => fill(template, first + i));
      yield { path: `${kind.file}/${first}.yaml`, text: `${documents.join('\n---\n')}\n` };
    }
  }
}

/** The pages of every list, ready to send. Key: path without query, then page number. */
export function generatePages(total: number): ReadonlyMap<string, readonly string[]> {
  return new Map(
    GENERATED_KINDS.map((kind) => {
      const template = readTemplate(`${kind.file}.json`);
      const count = countOf(kind, total);
      const pages: string[] = [];
      for (let first = 0; first < count; first += PAGE_SIZE) {
        const items = Array.from({ length: Math.min(PAGE_SIZE, count - first) }, (_, i) => fill(template, first + i));
        const next = first + PAGE_SIZE < count ? `"continue":"${pages.length + 1}",` : '';
        const apiVersion = kind.path.replace(/^\/apis?\//, '').replace(/\/[^/]+$/, '');
        pages.push(
          `{"kind":"${kind.listKind}","apiVersion":"${apiVersion}","metadata":{${next}"resourceVersion":"1"},"items":[${items.join(',')}]}`,
        );
      }
      return [kind.path, pages];
    }),
  );
}
