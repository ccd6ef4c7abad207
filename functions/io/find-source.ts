import { basename } from 'node:path';
import type { DesiredObject } from '../core/desired-state.ts';
import { isToolObject } from '../core/discover/expand-objects.ts';
import { readDeclared } from '../core/discover/tool-object.ts';
import { PlumblineError } from '../core/errors.ts';
import { findManifestFolder, isAside, type ManifestPlace } from '../core/init/find-manifest-folder.ts';
import { collectDelivery } from '../core/init/found-delivery.ts';
import type { FoundSource } from '../core/init/found-fleet.ts';
import { parseGitRemote } from '../core/init/parse-git-remote.ts';
import type { PlainRequest } from '../core/rendering-request.ts';
import { readDesired } from './desired/desired.ts';
import { readOrigin } from './git/read-origin.ts';

/** What a repository says of itself as a source: a URL is taken as it is, a folder is asked for its remote, branch and manifests. */
export async function findSource(place: string): Promise<FoundSource> {
  const url = parseGitRemote(place);
  if (url !== undefined) return { url, notes: [] };
  const origin = await readOrigin(place);
  if (origin === undefined) return { notes: ['The folder is in no git repository.'] };
  const { root, remote, branch } = origin;
  // The file is for others too: where it lies on this machine is nobody's business.
  const repository = basename(root);
  const found = remote === undefined ? undefined : parseGitRemote(remote);
  const manifests = await findManifests(root);
  const { deliveries, addresses } = collectDelivery((await readManifests(root, { type: 'plain' })).filter(isDelivery).map(readDeclared));
  const whence =
    remote === undefined
      ? `${repository} has no remote called origin.`
      : `The address of the remote origin of ${repository} tells no https URL.`;
  return {
    ...(found === undefined ? {} : { url: found }),
    ...(branch === undefined ? {} : { revision: branch }),
    ...(manifests?.folder ? { path: manifests.folder } : {}),
    ...(deliveries.length > 0 ? { deliveries, addresses } : {}),
    notes: [
      ...(found === undefined ? [whence] : []),
      ...(branch === undefined ? [] : [`${branch} is the branch that is checked out in ${repository} now.`]),
      ...describeManifests(manifests),
    ],
  };
}

function isDelivery(object: DesiredObject): boolean {
  return isToolObject(object) && !isAside(object.origin.file);
}

function describeManifests(manifests: ManifestPlace | undefined): string[] {
  if (manifests === undefined)
    return ['No plain manifest was found in it: charts and kustomizations that change their files are not read.'];
  if (manifests.folder !== '') return [`All of its manifests are in ${manifests.folder}, tests and examples left out.`];
  return manifests.among.includes('') ? [] : [`Its manifests are in ${manifests.among.join(', ')}: one folder a source, or all of them.`];
}

/** Where the manifests of the commit that is checked out are. Undefined where there are none, or no commit yet. */
async function findManifests(root: string): Promise<ManifestPlace | undefined> {
  return findManifestFolder((await readManifests(root)).map(({ origin }) => origin.file));
}

/** What the commit that is checked out declares. */
async function readManifests(root: string, rendering?: PlainRequest): Promise<readonly DesiredObject[]> {
  const source = { id: 'here', url: root, revision: 'HEAD', path: '', defaultNamespace: 'default', worktree: false };
  try {
    const { desired } = await readDesired([{ ...source, ...(rendering === undefined ? {} : { rendering }) }], { cacheDir: '' });
    return desired.objects;
  } catch (error) {
    if (error instanceof PlumblineError) return [];
    throw error;
  }
}
