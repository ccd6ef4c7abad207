import { asString, type JsonObject, stringifyJson } from '../../../functions/core/json.ts';
import type { ControlPlane } from '../control-plane/start-control-plane.ts';
import { type DeliveryWay, deliveryWays } from './delivery-way.ts';
import { runKubectl } from './run-kubectl.ts';

/** One object as text. Of what it says, only its kind is looked at. */
interface Manifest {
  readonly kind: string;
  readonly text: string;
}

/** Client-side apply keeps a copy of the object in an annotation, and annotations end at 256 KiB; people then apply on the server's side. */
const annotationLimit = 256 * 1024;

/** Brings objects into the cluster as a pipeline would: namespaces first, then definitions, and what they define only when it is served. */
export async function deliverManifests(cluster: ControlPlane, way: DeliveryWay, objects: readonly JsonObject[]): Promise<void> {
  const manifests = objects.map((object) => ({ kind: asString(object['kind']) ?? '', text: stringifyJson(object) }));
  await deliverInOrder(cluster, way, manifests);
}

/** The same for a file of several documents, which only kubectl reads. */
export async function deliverText(cluster: ControlPlane, way: DeliveryWay, text: string): Promise<void> {
  const documents = text.split(/^---.*$/m).map((document) => ({ kind: /^kind:\s*"?(\w+)/m.exec(document)?.[1] ?? '', text: document }));
  await deliverInOrder(
    cluster,
    way,
    documents.filter(({ kind }) => kind !== ''),
  );
}

async function deliverInOrder(cluster: ControlPlane, way: DeliveryWay, manifests: readonly Manifest[]): Promise<void> {
  const isFirst = ({ kind }: Manifest) => kind === 'Namespace' || kind === 'CustomResourceDefinition';
  await deliverTogether(cluster, way, manifests.filter(isFirst));
  if (manifests.some(({ kind }) => kind === 'CustomResourceDefinition')) {
    await runKubectl(cluster, ['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']);
  }
  await deliverTogether(
    cluster,
    way,
    manifests.filter((manifest) => !isFirst(manifest)),
  );
}

async function deliverTogether(cluster: ControlPlane, way: DeliveryWay, manifests: readonly Manifest[]): Promise<void> {
  const isTooLong = ({ text }: Manifest) => way === 'client-side-apply' && text.length > annotationLimit;
  await runOn(cluster, 'server-side-apply', manifests.filter(isTooLong));
  await runOn(
    cluster,
    way,
    manifests.filter((manifest) => !isTooLong(manifest)),
  );
}

async function runOn(cluster: ControlPlane, way: DeliveryWay, manifests: readonly Manifest[]): Promise<void> {
  if (manifests.length === 0) return;
  await runKubectl(cluster, [...deliveryWays[way].args, '-f', '-'], manifests.map(({ text }) => text).join('\n---\n'));
}
