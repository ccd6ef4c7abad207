import type { SourceRef } from '../../core/check.ts';
import type { Fact, Need } from '../../core/discover/facts.ts';
import type { RepositoryAddress } from '../../core/discover/repository-rules.ts';
import { PlumblineError } from '../../core/errors.ts';
import { asJsonObject, isJsonList } from '../../core/json.ts';
import { baseNameOf } from '../../core/manifests/file-paths.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import { readJson } from '../kube/read-json.ts';
import { RequestError } from '../kube/request-error.ts';
import { readText } from '../read-text.ts';
import { resolveEntry } from '../resolve-entry.ts';
import type { SourceTree } from '../source-tree.ts';
import type { OpenRelease } from './open-release.ts';

/** Most files of a repository that an ApplicationSet may look through. */
const MOST_FILES = 50_000;

/** The ways to what objects refer to. `client` absent: there is no cluster. */
export interface LookUpPlaces {
  readonly openTree: (source: SourceRef, isListed: boolean) => Promise<SourceTree>;
  readonly client: KubeClient | undefined;
  readonly openRelease: OpenRelease | undefined;
}

/** Looks one thing up. Whatever goes wrong is the fact, so that the rest is still found. */
export async function lookUp(need: Need, places: LookUpPlaces): Promise<Fact> {
  try {
    switch (need.type) {
      case 'folder':
        return await listFolder(await open(need.repository, need.path, places));
      case 'tree':
        return await listTree(await open(need.repository, '', places));
      case 'file':
        return await readFile(await open(need.repository, '', places), need.path);
      case 'object':
        return await readObject(need, places.client);
      case 'secrets':
        return await listSecrets(need, places.client);
      case 'release':
        return await readRelease(need, places.openRelease);
    }
  } catch (error) {
    if (error instanceof PlumblineError || error instanceof RequestError) return { type: 'failed', message: error.message };
    throw error;
  }
}

function open({ url, revision, isListed }: RepositoryAddress, path: string, { openTree }: LookUpPlaces): Promise<SourceTree> {
  return openTree({ id: 'lookup', url, revision, path, defaultNamespace: 'default', worktree: false }, isListed);
}

async function listFolder(tree: SourceTree): Promise<Fact> {
  const found = await resolveEntry(tree, tree.path);
  const entries = found.type === 'found' && found.entry.type === 'folder' ? await tree.list(found.entry.path) : [];
  const names = (type: 'file' | 'folder'): string[] => entries.filter((entry) => entry.type === type).map(({ path }) => baseNameOf(path));
  // A link may stand for a file as well.
  const links = entries.filter(({ type }) => type === 'link').map(({ path }) => baseNameOf(path));
  return { type: 'paths', files: [...names('file'), ...links].sort(), folders: names('folder') };
}

async function listTree(tree: SourceTree): Promise<Fact> {
  const [files, folders]: [string[], string[]] = [[], []];
  const queue = [''];
  for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
    for (const { path, type } of await tree.list(folder)) {
      if (type === 'file') files.push(path);
      else if (type === 'folder') {
        folders.push(path);
        queue.push(path);
      }
    }
    if (files.length > MOST_FILES) return { type: 'failed', message: `${tree.revision.url} has more than ${MOST_FILES} files` };
  }
  return { type: 'paths', files: files.sort(), folders: folders.sort() };
}

async function readFile(tree: SourceTree, path: string): Promise<Fact> {
  const found = await resolveEntry(tree, path);
  if (found.type === 'outside') return { type: 'failed', message: 'a link that leads out of the repository' };
  if (found.type !== 'found' || found.entry.type !== 'file') return { type: 'absent' };
  const read = await readText(tree, found.entry.path);
  return read.type === 'text' ? { type: 'text', text: read.text } : { type: 'failed', message: read.message };
}

const PLURALS = { ConfigMap: 'configmaps', Secret: 'secrets' } as const;

async function readObject(need: Extract<Need, { type: 'object' }>, client: KubeClient | undefined): Promise<Fact> {
  if (client === undefined) return { type: 'failed', message: 'it is in no manifest, and there is no cluster to ask' };
  const resource = PLURALS[need.kind];
  try {
    const path = `/api/v1/namespaces/${encodeURIComponent(need.namespace)}/${resource}/${encodeURIComponent(need.name)}`;
    return { type: 'object', body: await readJson(client, path) };
  } catch (error) {
    if (error instanceof RequestError && error.http === 404) return { type: 'absent' };
    if (error instanceof RequestError && error.http === 403)
      return { type: 'failed', message: describeGrant(need.namespace, resource, need.name) };
    throw error;
  }
}

/** What is told of a release: nothing of its objects, no value. */
async function readRelease({ record }: Extract<Need, { type: 'release' }>, openRelease: OpenRelease | undefined): Promise<Fact> {
  if (openRelease === undefined) return { type: 'failed', message: 'there is no cluster to ask' };
  const { manifest: _manifest, definitions: _definitions, ...release } = await openRelease(record);
  return { type: 'release', release };
}

/** Only what generators use is kept: the credentials in these Secrets are not. */
async function listSecrets(need: Extract<Need, { type: 'secrets' }>, client: KubeClient | undefined): Promise<Fact> {
  if (client === undefined) return { type: 'failed', message: 'there is no cluster to ask' };
  try {
    const path = `/api/v1/namespaces/${encodeURIComponent(need.namespace)}/secrets?labelSelector=${encodeURIComponent(need.labels)}`;
    const { items } = await readJson(client, path);
    const kept = (isJsonList(items) ? items : []).map((item) => {
      const { metadata, data } = asJsonObject(item);
      const { name, server, project } = asJsonObject(data);
      const { name: called, labels, annotations } = asJsonObject(metadata);
      return {
        metadata: { name: called ?? '', labels: labels ?? {}, annotations: annotations ?? {} },
        data: { name: name ?? '', server: server ?? '', project: project ?? '' },
      };
    });
    return { type: 'objects', items: kept };
  } catch (error) {
    if (error instanceof RequestError && error.http === 403) return { type: 'failed', message: describeGrant(need.namespace, 'secrets') };
    throw error;
  }
}

/** The least that would help. */
function describeGrant(namespace: string, resource: string, name?: string): string {
  const names = name === undefined ? '' : `, resourceNames: ["${name}"]`;
  const verbs = name === undefined ? '"get", "list"' : '"get"';
  return `not allowed; a Role in ${namespace} would help: {apiGroups: [""], resources: ["${resource}"]${names}, verbs: [${verbs}]}`;
}
