import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Verdict } from '../core/report.ts';

/** How a run ended: where its report lies, and what it says. `at` is when the cluster was read. */
export interface RunOutcome {
  readonly reportKey: string;
  readonly verdict: Verdict;
  readonly fingerprint: string;
  readonly at: string;
}

/** What is kept of a check between its runs. */
export interface CheckState {
  /** The last run that finished. */
  readonly last: (RunOutcome & { readonly run: string }) | undefined;
  /** The outcome before that: what an alert compares with. */
  readonly previous: RunOutcome | undefined;
  /** When the cluster was last read completely. */
  readonly completeAt: string | undefined;
  /** The run that has it now, if one has. */
  readonly holder: { readonly run: string; readonly until: string } | undefined;
}

/** `finished`: this very run has finished before; what is left to do of it is told by its outcome. */
export type Claim =
  | { readonly type: 'taken' }
  | { readonly type: 'held'; readonly by: string; readonly until: string }
  | { readonly type: 'finished'; readonly state: CheckState };

/** `lost`: another run holds the check now, or none. `behind`: a later reading is known already, and stays. Neither changes the outcome. */
export type Finish =
  | { readonly type: 'finished'; readonly previous: RunOutcome | undefined }
  | { readonly type: 'behind'; readonly state: CheckState }
  | { readonly type: 'lost'; readonly by: string | undefined };

/** The state of checks in DynamoDB. Every write is conditional, and can be sent again: the answer is the same. */
export interface CheckStates {
  /** Takes a check for a run, until `leaseMs` from `now`. The holder may take it again, which renews. */
  readonly claimRun: (check: string, run: string, now: string, leaseMs: number) => Promise<Claim>;
  /** Keeps the outcome of the run that holds the check, and lets it go. */
  readonly finishRun: (check: string, run: string, outcome: RunOutcome) => Promise<Finish>;
  /** Lets a check go without an outcome: the run could not be made. Nothing happens where another run holds it. */
  readonly releaseRun: (check: string, run: string) => Promise<void>;
  readonly readState: (check: string) => Promise<CheckState | undefined>;
}

/** Attributes of a state as they are kept. Times are UTC with milliseconds, so that they compare as text. */
export interface Item {
  readonly outcome?: RunOutcome & { readonly run: string };
  readonly previous?: RunOutcome | null;
  readonly lastAt?: string;
  readonly lastRun?: string;
  readonly completeAt?: string;
  readonly holder?: string;
  readonly heldUntil?: string;
}

/** States in this table. */
export function openCheckStates(client: DynamoDBDocumentClient, table: string): CheckStates {
  const locate = (check: string) => ({ TableName: table, Key: locateState(check) });
  const readItem = async (check: string): Promise<Item | undefined> =>
    (await client.send(new GetCommand({ ...locate(check), ConsistentRead: true }))).Item as Item | undefined;

  /** Undefined where the write was made, else the item that refused it. */
  const tryUpdate = async (
    check: string,
    update: string,
    condition: string,
    values: Record<string, unknown>,
  ): Promise<Item | undefined> => {
    const expressions = { UpdateExpression: update, ConditionExpression: condition, ExpressionAttributeValues: values };
    try {
      await client.send(new UpdateCommand({ ...locate(check), ...expressions }));
      return undefined;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return (await readItem(check)) ?? {};
    }
  };

  return {
    claimRun: async (check, run, now, leaseMs) => {
      const until = new Date(Date.parse(now) + leaseMs).toISOString();
      const refused = await tryUpdate(
        check,
        'SET holder = :run, heldUntil = :until',
        '(attribute_not_exists(lastRun) OR lastRun <> :run) AND (attribute_not_exists(holder) OR holder = :run OR heldUntil <= :now)',
        { ':run': run, ':until': until, ':now': toInstant(now) },
      );
      if (refused === undefined) return { type: 'taken' };
      if (refused.lastRun === run) return { type: 'finished', state: toState(refused) };
      return { type: 'held', by: refused.holder ?? '', until: refused.heldUntil ?? until };
    },

    finishRun: async (check, run, outcome) => {
      const at = toInstant(outcome.at);
      const kept = { ...outcome, at };
      const before = await readItem(check);
      if (before?.lastRun === run) return { type: 'finished', previous: before.previous ?? undefined };
      const complete = outcome.verdict === 'incomplete' ? '' : ', completeAt = :at';
      const previous = before?.outcome === undefined ? null : withoutRun(before.outcome);
      const refused = await tryUpdate(
        check,
        `SET outcome = :last, previous = :previous, lastAt = :at, lastRun = :run${complete} REMOVE holder, heldUntil`,
        // The holder alone writes `lastRun`, so what `previous` was made of is still so.
        'holder = :run AND (attribute_not_exists(lastAt) OR lastAt < :at)',
        { ':last': { ...kept, run }, ':previous': previous, ':at': at, ':run': run },
      );
      if (refused === undefined) return { type: 'finished', previous: previous ?? undefined };
      if (refused.lastRun === run) return { type: 'finished', previous: refused.previous ?? undefined };
      if (refused.holder !== run) return { type: 'lost', by: refused.holder };
      await releaseRun(check, run);
      return { type: 'behind', state: toState(refused) };
    },

    releaseRun: (check, run) => releaseRun(check, run),
    readState: async (check) => {
      const item = await readItem(check);
      return item === undefined ? undefined : toState(item);
    },
  };

  async function releaseRun(check: string, run: string): Promise<void> {
    await tryUpdate(check, 'REMOVE holder, heldUntil', 'holder = :run', { ':run': run });
  }
}

/** The key of a check's state. */
export function locateState(check: string): { readonly pk: string; readonly sk: 'state' } {
  return { pk: `check#${check}`, sk: 'state' };
}

/** What the attributes of a state say. */
export function toState({ outcome, previous, completeAt, holder, heldUntil }: Item): CheckState {
  return {
    last: outcome,
    previous: previous ?? undefined,
    completeAt,
    holder: holder === undefined || heldUntil === undefined ? undefined : { run: holder, until: heldUntil },
  };
}

function withoutRun({ reportKey, verdict, fingerprint, at }: RunOutcome): RunOutcome {
  return { reportKey, verdict, fingerprint, at };
}

function toInstant(time: string): string {
  return new Date(time).toISOString();
}
