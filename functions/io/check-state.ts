import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { findLostKinds, type KindReading } from '../core/kind-reading.ts';
import {
  type CheckState,
  type CheckStateItem,
  describeStanding,
  locateState,
  type RunFailure,
  type RunOutcome,
  toState,
} from './check-state-item.ts';

export type { CheckState, RunFailure, RunOutcome } from './check-state-item.ts';

/** `finished`: this very run has finished or failed before; what is left to do of it is told by the state. */
export type Claim =
  | { readonly type: 'taken'; readonly state: CheckState }
  | { readonly type: 'held'; readonly by: string; readonly until: string }
  | { readonly type: 'finished'; readonly state: CheckState };

/**
 * `finished`: the state is what this run left, which is what its first attempt to end said. `lost`: another run holds the check now, or none.
 * `behind`: a later run has ended already, and its outcome stays.
 */
export type Finish =
  | { readonly type: 'finished'; readonly state: CheckState }
  | { readonly type: 'behind'; readonly state: CheckState }
  | { readonly type: 'lost'; readonly by: string | undefined };

/** What a run read. `complete`: all that is in scope, and everything could be decided. */
export interface RunReading {
  readonly complete: boolean;
  readonly kinds: KindReading | undefined;
}

/** The state of checks in DynamoDB. Every write is conditional, and can be sent again: the answer is the same. */
export interface CheckStates {
  /** Takes a check for a run, until `leaseMs` from `now`. The holder may take it again, which renews. */
  readonly claimRun: (check: string, run: string, now: string, leaseMs: number) => Promise<Claim>;
  /** Keeps the outcome of the run that holds the check, and lets it go. Without a `reading` it is complete unless its verdict says otherwise. */
  readonly finishRun: (check: string, run: string, outcome: RunOutcome, reading?: RunReading) => Promise<Finish>;
  /** Keeps that the run that holds the check failed, and lets it go. The last outcome stays what it is. */
  readonly failRun: (check: string, run: string, failure: RunFailure) => Promise<Finish>;
  /** Lets a check go without an outcome: the run could not be made. Nothing happens where another run holds it. */
  readonly releaseRun: (check: string, run: string) => Promise<void>;
  readonly readState: (check: string) => Promise<CheckState | undefined>;
}

/** What a run changes of a state, beside what every end of a run does. */
interface Change {
  readonly set: CheckStateItem;
  readonly remove: readonly (keyof CheckStateItem)[];
}

type Update = { readonly written: CheckStateItem } | { readonly refused: CheckStateItem };

/** What a client for this table is built with, beside its region: the checks of a fleet begin at once, and throttling lasts longer than the SDK's few attempts. */
export const STATE_PATIENCE = { maxAttempts: 8, retryMode: 'standard' } as const;

/** States in this table. */
export function openCheckStates(client: DynamoDBDocumentClient, table: string): CheckStates {
  const locate = (check: string) => ({ TableName: table, Key: locateState(check) });
  const readItem = async (check: string): Promise<CheckStateItem | undefined> =>
    (await client.send(new GetCommand({ ...locate(check), ConsistentRead: true }))).Item as CheckStateItem | undefined;

  /** The item as it was written, or the one that refused it. */
  const tryUpdate = async (
    check: string,
    { set, remove }: Change,
    condition: string,
    values: Readonly<Record<string, unknown>>,
  ): Promise<Update> => {
    const assignments = Object.keys(set).map((name) => `${name} = :${name}`);
    const parts = [
      ...(assignments.length > 0 ? [`SET ${assignments.join(', ')}`] : []),
      ...(remove.length > 0 ? [`REMOVE ${remove.join(', ')}`] : []),
    ];
    const input = {
      UpdateExpression: parts.join(' '),
      ConditionExpression: condition,
      ExpressionAttributeValues: { ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])), ...values },
      ReturnValues: 'ALL_NEW' as const,
    };
    try {
      const { Attributes = {} } = await client.send(new UpdateCommand({ ...locate(check), ...input }));
      return { written: Attributes as CheckStateItem };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { refused: (await readItem(check)) ?? {} };
    }
  };

  const releaseRun = async (check: string, run: string): Promise<void> => {
    await tryUpdate(check, { set: {}, remove: ['holder', 'heldUntil'] }, 'holder = :run', { ':run': run });
  };

  /** Writes what a run leaves, once: the holder alone writes `lastRun`, so what is made of the item before it is still so. */
  const endRun = async (check: string, run: string, at: string, describe: (before: CheckStateItem) => Change): Promise<Finish> => {
    const before = (await readItem(check)) ?? {};
    if (before.lastRun === run) return { type: 'finished', state: toState(before) };
    const { set, remove } = describe(before);
    const update = await tryUpdate(
      check,
      {
        set: { ...set, previous: describeStanding(before) ?? null, lastAt: at, lastRun: run },
        remove: ['holder', 'heldUntil', ...remove],
      },
      'holder = :lastRun AND (attribute_not_exists(lastAt) OR lastAt < :lastAt)',
      {},
    );
    if ('written' in update) return { type: 'finished', state: toState(update.written) };
    const { refused } = update;
    if (refused.lastRun === run) return { type: 'finished', state: toState(refused) };
    if (refused.holder !== run) return { type: 'lost', by: refused.holder };
    await releaseRun(check, run);
    return { type: 'behind', state: toState(refused) };
  };

  return {
    claimRun: async (check, run, now, leaseMs) => {
      const until = new Date(Date.parse(now) + leaseMs).toISOString();
      const update = await tryUpdate(
        check,
        { set: { holder: run, heldUntil: until }, remove: [] },
        '(attribute_not_exists(lastRun) OR lastRun <> :holder) AND (attribute_not_exists(holder) OR holder = :holder OR heldUntil <= :now)',
        { ':now': toInstant(now) },
      );
      if ('written' in update) return { type: 'taken', state: toState(update.written) };
      const { refused } = update;
      if (refused.lastRun === run) return { type: 'finished', state: toState(refused) };
      return { type: 'held', by: refused.holder ?? '', until: refused.heldUntil ?? until };
    },

    finishRun: (check, run, outcome, reading = { complete: outcome.verdict !== 'incomplete', kinds: undefined }) => {
      const at = toInstant(outcome.at);
      return endRun(check, run, at, ({ kinds = [] }) => {
        const { lost, known } = reading.kinds ? findLostKinds(kinds, reading.kinds) : { lost: [], known: kinds };
        const set: CheckStateItem = {
          outcome: { ...outcome, at, run, ...(lost.length > 0 ? { kindsLost: lost } : {}) },
          kinds: known,
          ...(reading.complete ? { completeAt: at } : {}),
          ...(outcome.verdict === 'drifted' ? { drift: outcome.fingerprint } : {}),
        };
        return { set, remove: outcome.verdict === 'in-sync' ? ['failure', 'drift'] : ['failure'] };
      });
    },

    failRun: (check, run, failure) => {
      const at = toInstant(failure.at);
      return endRun(check, run, at, (before) => ({
        set: { failure: { ...failure, at, run, since: before.failure?.since ?? at } },
        remove: [],
      }));
    },

    releaseRun,
    readState: async (check) => {
      const item = await readItem(check);
      return item === undefined ? undefined : toState(item);
    },
  };
}

function toInstant(time: string): string {
  return new Date(time).toISOString();
}
