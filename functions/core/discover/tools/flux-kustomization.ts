import { asJsonObject, type JsonObject } from '../../json.ts';
import { resolvePath } from '../../manifests/file-paths.ts';
import { type Discovered, NOTHING_DISCOVERED } from '../discovered-source.ts';
import type { DiscoveryContext, DiscoveryRule } from '../discovery-rule.ts';
import { readCommonMetadata } from '../flux/common-metadata.ts';
import { findReference, readGitRepository } from '../flux/find-source.ts';
import { findElsewhere } from '../flux/is-here.ts';
import { readFluxIgnoreRules } from '../flux/read-ignore-rules.ts';
import { readSubstitute } from '../flux/read-substitute.ts';
import { nameSource } from '../name-source.ts';
import { readObjects, readText, readTexts, withoutAbsent } from '../read-fields.ts';
import { type ToolObject, titleOf } from '../tool-object.ts';

/** kustomize-controller:api/v1/kustomization_types.go; fluxcd/pkg:kustomize/kustomize_generator.go for what is laid into the kustomization. */
export const fluxKustomization: DiscoveryRule = {
  tool: 'flux',
  group: 'kustomize.toolkit.fluxcd.io',
  kind: 'Kustomization',
  read: readObject,
};

function readObject(object: ToolObject, context: DiscoveryContext): Discovered {
  const spec = asJsonObject(object.body['spec']);
  const destination = findElsewhere(spec['kubeConfig'], context.destinations);
  if (destination !== undefined) return { ...NOTHING_DISCOVERED, elsewhere: [{ tool: 'flux', object, destination }] };
  const substitute = readSubstitute(spec['postBuild'], object, context);
  if (substitute === 'waiting') return NOTHING_DISCOVERED;
  const id = nameSource(object);
  const place = findPlace(object, spec['sourceRef'], context);
  const path = resolvePath('', readText(spec['path']) ?? '');
  const transformers = readCommonMetadata(spec['commonMetadata']);
  const overlay = withoutAbsent({
    namespace: readText(spec['targetNamespace']),
    namePrefix: readText(spec['namePrefix']),
    nameSuffix: readText(spec['nameSuffix']),
    patches: orAbsent(readObjects(spec['patches'])),
    images: orAbsent(readObjects(spec['images']).map(keepImage)),
    components: orAbsent(readTexts(spec['components'])),
    buildMetadata: orAbsent(readTexts(spec['buildMetadata'])),
    transformers: orAbsent(transformers),
  });
  const ignore = readFluxIgnoreRules(spec['ignore'], { field: 'ignore', title: titleOf(object), source: id });
  const problems = [
    ...(place.type === 'problem' ? [place.message] : []),
    ...(path === undefined ? ['its path leaves the repository'] : []),
    ...substitute.problems,
  ];
  const notes = [
    ...(place.type === 'git' ? place.notes : []),
    ...(spec['suspend'] === true ? [`${titleOf(object)} is suspended: Flux delivers nothing of it, and puts nothing back.`] : []),
    ...ignore.notes,
  ];
  const source = {
    id,
    url: place.type === 'git' ? place.url : '',
    revision: place.type === 'git' ? place.revision : '',
    path: path ?? '',
    defaultNamespace: 'default',
    worktree: false,
    rendering: {
      type: 'kustomize',
      as: 'flux',
      ...(place.type === 'git' && place.ignore !== undefined ? { sourceIgnore: place.ignore } : {}),
      ...(spec['ignoreMissingComponents'] === true ? { ignoreMissingComponents: true } : {}),
      ...(Object.keys(overlay).length > 0 ? { overlay } : {}),
      ...(substitute.substitute === undefined ? {} : { substitute: substitute.substitute }),
    },
  } as const;
  const isListed = place.type === 'git' && place.isListed;
  return {
    ...NOTHING_DISCOVERED,
    sources: [{ source, tool: 'flux', object, isListed, ignore: ignore.rules, namespaces: [], problems, notes }],
  };
}

/** What an image does not tell stays as the kustomization has it; a tag and a digest are told together. */
function keepImage({ name, newName, newTag, digest }: JsonObject): JsonObject {
  const isTold = readText(newTag) !== undefined || readText(digest) !== undefined;
  return withoutAbsent({
    name,
    newName: readText(newName) ?? '*',
    newTag: isTold ? readText(newTag) : '*',
    digest: isTold ? readText(digest) : '*',
  });
}

function findPlace(object: ToolObject, sourceRef: Parameters<typeof findReference>[0], context: DiscoveryContext) {
  const found = findReference(sourceRef, object, context);
  if (found.type === 'problem') return found;
  if (found.object.kind === 'GitRepository') return readGitRepository(found.object, context);
  return { type: 'problem', message: `manifests in an artefact are not read yet: ${titleOf(found.object)}` } as const;
}

function orAbsent<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
