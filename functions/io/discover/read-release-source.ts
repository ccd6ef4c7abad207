import type { SourceRef } from '../../core/check.ts';
import type { DiscoveredRelease } from '../../core/discover/discovered-source.ts';
import { nameReleaseFile } from '../../core/discover/helm/release.ts';
import { PlumblineError } from '../../core/errors.ts';
import { parseManifests } from '../../core/manifests/parse-manifests.ts';
import type { SourceRead } from '../desired/desired.ts';
import { RequestError } from '../kube/request-error.ts';
import type { SourceTree } from '../source-tree.ts';
import type { OpenRelease } from './open-release.ts';

/** A release as a source: one file that no repository has. Its hooks and the definitions of its chart are set apart, and nobody's to report. */
export async function readReleaseSource(source: SourceRef, { record }: DiscoveredRelease, open: OpenRelease): Promise<SourceRead> {
  try {
    const release = await open(record);
    const file = nameReleaseFile(record);
    const place = { source: source.id, defaultNamespace: release.namespace };
    const parsed = parseManifests(release.manifest, { ...place, file });
    const definitions = parseManifests(release.definitions, { ...place, file: `${file} crds` });
    const unchecked = [...parsed.unchecked, ...definitions.unchecked];
    const hooks = [...parsed.hooks, ...definitions.objects];
    return {
      type: 'read',
      source,
      tree: createReleaseTree(source, file, release.manifest),
      declares: { objects: parsed.objects, hooks, unchecked, setAside: parsed.setAside },
    };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return { type: 'failed', source, failure: new PlumblineError('git-unreachable', error.message) };
  }
}

/** What was compared is the revision of Helm; it has no commit, and no history that says who set what. */
function createReleaseTree({ id, url, revision }: SourceRef, file: string, text: string): SourceTree {
  const bytes = new TextEncoder().encode(text);
  return {
    revision: { source: id, url, revision, commit: revision },
    path: '',
    find: async (path) => (path === file ? { path, type: 'file' } : undefined),
    list: async () => [],
    read: async () => bytes,
    readHistory: async () => [],
    blame: async (questions) => questions.map(() => undefined),
  };
}
