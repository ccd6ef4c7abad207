import type { CheckBook, Entry } from '../incident/check-book.ts';
import type { Period } from '../incident/mean-times.ts';
import { compareText } from '../kube-object.ts';
import { escapeText } from '../render/escape-text.ts';
import type { DigestCluster } from './digest.ts';

const ORDER: readonly DigestCluster['state'][] = ['failed', 'unknown', 'idle', 'partial', 'read'];

/** What is known of each cluster, those with a problem first. */
export function describeClusters(books: readonly CheckBook[], period: Period): DigestCluster[] {
  return books
    .map((book) => describeCluster(book, period))
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || compareText(a.cluster, b.cluster));
}

function describeCluster({ check, at, entries, reading }: CheckBook, { from }: Period): DigestCluster {
  const failure = entries.find((entry) => entry.type === 'failed' && isThere(entry));
  const partial = entries.find((entry) => entry.type === 'incomplete' && isThere(entry));
  const problem = (failure ?? partial)?.problem;
  const since = (failure ?? partial)?.firstSeen;
  return {
    cluster: escapeText(check),
    state: findState(),
    ...(reading === undefined
      ? {}
      : {
          compared: reading.compared,
          declared: reading.declared,
          unmanaged: reading.unmanaged,
          unchecked: reading.unchecked,
          undecided: reading.undecided,
          readAt: reading.at,
        }),
    ...(problem === undefined ? {} : { problem: escapeText(problem) }),
    ...(since === undefined ? {} : { since }),
  };

  function findState(): DigestCluster['state'] {
    if (failure !== undefined) return 'failed';
    if (reading === undefined) return 'unknown';
    if (Date.parse(at) <= Date.parse(from)) return 'idle';
    const { compared, declared, unchecked, undecided } = reading;
    return partial !== undefined || compared < declared || unchecked + undecided > 0 ? 'partial' : 'read';
  }
}

function isThere({ state, absentSince }: Entry): boolean {
  return state !== 'resolved' && absentSince === undefined;
}
