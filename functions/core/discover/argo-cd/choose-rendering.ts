import { PlumblineError } from '../../errors.ts';
import { asJsonObject, type JsonObject } from '../../json.ts';
import { selectFiles } from '../../rendering/select-files.ts';
import type { PlainRequest, RenderingRequest } from '../../rendering-request.ts';
import type { Facts } from '../facts.ts';
import { readText } from '../read-fields.ts';
import type { RepositoryAddress } from '../repository-rules.ts';
import type { BuildEnvironment } from './build-environment.ts';
import type { ReadFile } from './read-file.ts';
import { readHelm } from './read-helm.ts';
import { readKustomize, saysNothing } from './read-kustomize.ts';

/** How a source of an Application becomes objects, and what of it cannot be told. */
export interface ChosenRendering {
  readonly rendering: RenderingRequest;
  readonly problems: readonly string[];
}

/** What a source that lies in a git repository is decided with. */
export interface RenderingPlace {
  readonly facts: Facts;
  readonly repository: RepositoryAddress;
  readonly path: string;
  readonly namespace: string;
  readonly environment: BuildEnvironment;
  readonly readFile: ReadFile;
  readonly isRef: (file: string) => boolean;
}

/**
 * As Argo CD decides it (argo-cd:reposerver/repository, GetAppSourceType): what the Application says, else by a Chart.yaml, else by a kustomization,
 * else the manifests of the folder, not of those below it.
 */
export function chooseRendering(source: JsonObject, place: RenderingPlace): ChosenRendering | 'waiting' {
  const type = chooseType(source, place);
  if (typeof type === 'object') return type;
  switch (type) {
    case 'waiting':
      return 'waiting';
    case 'helm': {
      const { path, namespace, environment, readFile, isRef } = place;
      const read = readHelm(asJsonObject(source['helm']), { type: 'path' }, namespace, environment, { readFile, isRef, path });
      return read === 'waiting' ? read : { rendering: read.request, problems: read.problems };
    }
    case 'kustomize': {
      const kustomize = asJsonObject(source['kustomize']);
      const { overlay, problems } = readKustomize(kustomize, place.environment);
      const rendering: RenderingRequest = {
        type: 'kustomize',
        ...(Object.keys(overlay).length > 0 ? { overlay } : {}),
        ...(kustomize['ignoreMissingComponents'] === true ? { ignoreMissingComponents: true } : {}),
      };
      return { rendering, problems };
    }
    case 'directory':
      return readDirectory(asJsonObject(source['directory']), place);
  }
}

type SourceType = 'helm' | 'kustomize' | 'directory' | 'waiting';

const NOTHING: RenderingRequest = { type: 'plain' };

function chooseType(source: JsonObject, { facts, repository, path }: RenderingPlace): SourceType | ChosenRendering {
  const said = (['kustomize', 'helm', 'directory', 'plugin'] as const).filter((key) =>
    key === 'plugin' ? source[key] !== undefined : !saysNothing(source[key]),
  );
  if (said.length > 1) return { rendering: NOTHING, problems: [`it is set up as ${said.join(' and ')} at once, which Argo CD refuses`] };
  const [only] = said;
  if (only === 'plugin')
    return { rendering: NOTHING, problems: ['it is rendered by a config management plugin, which only Argo CD can run'] };
  if (only !== undefined) return only;
  const fact = facts.ask({ type: 'folder', repository, path });
  if (fact === undefined) return 'waiting';
  if (fact.type === 'failed') return { rendering: NOTHING, problems: [fact.message] };
  if (fact.type !== 'paths') return 'directory';
  const names = new Set(fact.files);
  if (names.has('Chart.yaml')) return 'helm';
  return ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].some((name) => names.has(name)) ? 'kustomize' : 'directory';
}

function readDirectory(directory: JsonObject, place: RenderingPlace): ChosenRendering | 'waiting' {
  const [include, exclude] = [readText(directory['include']), readText(directory['exclude'])];
  const rendering: PlainRequest = {
    type: 'plain',
    recurse: directory['recurse'] === true,
    ...(include === undefined ? {} : { include: [include] }),
    ...(exclude === undefined ? {} : { exclude: [exclude] }),
    ...(include === undefined && exclude === undefined ? {} : { patterns: 'argo-cd' }),
  };
  const jsonnet = findJsonnet(rendering, place);
  if (jsonnet === 'waiting') return 'waiting';
  if (!saysNothing(directory['jsonnet'])) return { rendering, problems: ['it is written in Jsonnet, which is not rendered'] };
  return {
    rendering,
    problems: jsonnet === undefined ? [] : [`${jsonnet} is Jsonnet, which Argo CD evaluates and which is not rendered here`],
  };
}

/** A file of the folder that Argo CD would evaluate beside the manifests: what it makes is not known. */
function findJsonnet(rendering: PlainRequest, { facts, repository, path }: RenderingPlace): string | undefined | 'waiting' {
  const fact = facts.ask(rendering.recurse === true ? { type: 'tree', repository } : { type: 'folder', repository, path });
  if (fact === undefined) return 'waiting';
  if (fact.type !== 'paths') return undefined;
  const folder = path === '' || rendering.recurse !== true ? '' : `${path}/`;
  const below = fact.files.filter((file) => file.startsWith(folder)).map((file) => file.slice(folder.length));
  const written = below.filter((file) => file.endsWith('.jsonnet'));
  try {
    return selectFiles(written, '', rendering)[0];
  } catch (error) {
    // A pattern that stands for too much is told where the manifests are read.
    if (error instanceof PlumblineError) return undefined;
    throw error;
  }
}
