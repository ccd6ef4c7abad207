import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetCommand, type BatchGetCommandOutput, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { PlumblineError } from '../core/errors.ts';
import { type CheckState, type CheckStateItem, locateState, toState } from './check-state-item.ts';

/** What DynamoDB takes in one request. */
const MOST = 100;
const ATTEMPTS = 8;

type Keys = readonly Record<string, unknown>[];

/** The states of many checks at once. A check that never ran is not in it. Rejects where DynamoDB keeps answering with less than it was asked for. */
export async function readCheckStates(
  client: DynamoDBDocumentClient,
  table: string,
  checks: readonly string[],
): Promise<Map<string, CheckState>> {
  const states = new Map<string, CheckState>();
  for (let first = 0; first < checks.length; first += MOST) {
    const byKey = new Map(checks.slice(first, first + MOST).map((check) => [locateState(check).pk, check]));
    for (const item of await readBatch(client, table, [...byKey.values()].map(locateState))) {
      const check = byKey.get(String(item['pk']));
      if (check !== undefined) states.set(check, toState(item as CheckStateItem));
    }
  }
  return states;
}

async function readBatch(client: DynamoDBDocumentClient, table: string, keys: Keys): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let open: Keys = keys;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await sleep(Math.min(50 * 2 ** attempt, 2_000));
    const answer: BatchGetCommandOutput = await client.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: [...open] } } }));
    items.push(...(answer.Responses?.[table] ?? []));
    open = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    if (open.length === 0) return items;
  }
  throw new PlumblineError('runtime', `${table} did not return ${open.length} of ${keys.length} states, asked ${ATTEMPTS} times`, {
    advice: 'DynamoDB is throttling: look at the throttled requests of the table.',
  });
}
