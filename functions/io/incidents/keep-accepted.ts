import type { Snooze } from '../../core/incident/snooze.ts';
import { isSameJson, type Json } from '../../core/json.ts';
import type { DocumentStore } from '../documents/document-store.ts';

const [PARTITION, ID] = ['incidents/accepted', 'configuration'];

/** What the configuration accepted when it was last read by who tells incidents: who lists them can read no configuration. */
export async function readAccepted(store: DocumentStore): Promise<readonly Snooze[]> {
  return (await store.read<readonly Snooze[]>(PARTITION, ID))?.value ?? [];
}

/** Keeps what the configuration accepts, where it is another by now. Whoever is overtaken leaves it to the other. */
export async function keepAccepted(store: DocumentStore, accepted: readonly Snooze[]): Promise<void> {
  const before = await store.read<readonly Snooze[]>(PARTITION, ID);
  const same = isSameJson(asJson(before?.value ?? []), asJson(accepted));
  if (!same) await store.write(PARTITION, ID, accepted, before?.version);
}

function asJson(snoozes: readonly Snooze[]): Json {
  return snoozes.map((snooze) => ({ ...snooze }));
}
