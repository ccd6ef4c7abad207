import type { RouteConfig } from '../../core/config/fleet-config.ts';
import { isSameJson, type Json } from '../../core/json.ts';
import type { DocumentStore } from '../documents/document-store.ts';

const [PARTITION, ID] = ['incidents/routes', 'configuration'];

/** What a route is about; nothing of its channel. */
export type KeptRoute = Pick<RouteConfig, 'name' | 'match'>;

/** The routes of the configuration when it was last read by who tells incidents: who sums up for one can read no configuration. */
export async function readRoutes(store: DocumentStore): Promise<readonly KeptRoute[]> {
  return (await store.read<readonly KeptRoute[]>(PARTITION, ID))?.value ?? [];
}

/** Keeps what each route is about, where it is another by now. Whoever is overtaken leaves it to the other. */
export async function keepRoutes(store: DocumentStore, routes: readonly RouteConfig[]): Promise<void> {
  const kept = routes.map(({ name, match }): KeptRoute => ({ name, ...(match === undefined ? {} : { match }) }));
  const before = await store.read<readonly KeptRoute[]>(PARTITION, ID);
  if (!isSameJson(asJson(before?.value ?? []), asJson(kept))) await store.write(PARTITION, ID, kept, before?.version);
}

/** As it is stored: without what is undefined. */
function asJson(routes: readonly KeptRoute[]): Json {
  return JSON.parse(JSON.stringify(routes));
}
