import { asString } from '../../functions/core/json.ts';
import { joinApiVersion } from '../../functions/core/kube-object.ts';
import type { ApiAccess } from '../e2e/control-plane/api-request.ts';
import { discoverKinds, type ServedKind } from '../e2e/control-plane/discover-kinds.ts';
import { findRewritten } from './collect-defaults.ts';
import { createDefaultServiceAccount, createSample } from './create-sample.ts';
import type { Exchange } from './defaults-table.ts';
import { findUnvisitedStructs } from './find-unvisited-structs.ts';
import { readSamples } from './read-samples.ts';
import { isOlder } from './unreachable-structs.ts';

/** Kinds that can be listed and created but that nobody keeps in git. */
const notDeclared: Readonly<Record<string, string>> = {
  '/Event': 'Records what happened; controllers write it and it expires.',
  'events.k8s.io/Event': 'Records what happened; controllers write it and it expires.',
};

/** What the samples brought to light on one server, and in which respects they do not suffice. */
export interface ExchangeResult {
  readonly exchanges: readonly Exchange[];
  readonly problems: readonly string[];
}

/** Creates every sample that this version knows and checks that kinds and structs are all covered. */
export async function exchangeSamples(access: ApiAccess, minor: string): Promise<ExchangeResult> {
  await createDefaultServiceAccount(access);
  const served = (await discoverKinds(access)).filter(({ group, kind }) => !(`${group}/${kind}` in notDeclared));
  const exchanges: Exchange[] = [];
  const problems: string[] = [];
  for (const sample of readSamples()) {
    const kind = served.find((candidate) => isOfKind(candidate, asString(sample.object['apiVersion']), asString(sample.object['kind'])));
    if (kind === undefined || (sample.since !== null && isOlder(minor, sample.since))) continue;
    const creation = await createSample(access, kind, sample.object);
    if ('refused' in creation) {
      problems.push(`${sample.origin}: refused: ${creation.refused}`);
      continue;
    }
    const rewritten = findRewritten(sample.object, creation.created);
    problems.push(...rewritten.map((path) => `${sample.origin}: came back changed: ${path}`));
    exchanges.push({ ...kind, sent: sample.object, received: creation.created });
  }
  problems.push(...findKindsWithoutSample(served, exchanges), ...(await findUnvisitedStructs(access, minor, served, exchanges)));
  return { exchanges, problems };
}

function isOfKind(served: ServedKind, apiVersion: string | undefined, kind: string | undefined): boolean {
  return served.kind === kind && joinApiVersion(served.group, served.version) === apiVersion;
}

function findKindsWithoutSample(served: readonly ServedKind[], exchanges: readonly Exchange[]): string[] {
  const covered = new Set(exchanges.map(({ received }) => `${received['apiVersion']} ${received['kind']}`));
  const names = served.map(({ group, version, kind }) => `${joinApiVersion(group, version)} ${kind}`);
  return names.filter((name) => !covered.has(name)).map((name) => `no sample of ${name}`);
}
