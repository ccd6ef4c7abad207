import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type CheckOutcome, decideEvent } from '../../../functions/core/notification/check-outcome.ts';
import { renderChatNotification } from '../../../functions/core/notification/render-chat.ts';

type Run = Pick<CheckOutcome, 'verdict' | 'fingerprint'>;
const outcome = (run: Run, previous?: Run): CheckOutcome =>
  ({ check: 'prod', cluster: 'prod', run: 'r1', at: '2026-11-21T00:00:00Z', ...run, ...(previous ? { previous } : {}) }) as CheckOutcome;
const drift = (fingerprint: string): Run => ({ verdict: 'drifted', fingerprint });
const inSync: Run = { verdict: 'in-sync', fingerprint: '' };

describe('what there is to tell of a run', () => {
  const cases: readonly [title: string, previous: Run | undefined, run: Run, event: string | undefined][] = [
    ['drift at the first run', undefined, drift('a'), 'Drift Detected'],
    ['drift after a run in sync', inSync, drift('a'), 'Drift Detected'],
    ['the same drift again', drift('a'), drift('a'), undefined],
    ['other drift', drift('a'), drift('b'), 'Drift Changed'],
    ['the end of drift', drift('a'), inSync, 'Drift Resolved'],
    ['in sync at the first run', undefined, inSync, undefined],
    ['in sync as before', inSync, inSync, undefined],
    ['a gap', inSync, { verdict: 'incomplete' }, 'Check Incomplete'],
    ['the same gap again', { verdict: 'incomplete' }, { verdict: 'incomplete' }, undefined],
    ['a failure', drift('a'), { verdict: 'failed' }, 'Check Failed'],
  ];
  for (const [title, previous, run, event] of cases)
    it(`${title}: ${event ?? 'nothing'}`, () => assert.equal(decideEvent(outcome(run, previous)), event));

  it('is nothing where a run ends as the one before did', () => {
    const run = fc.oneof(
      fc.string().map(drift),
      fc.constant(inSync),
      fc.constantFrom<Run>({ verdict: 'incomplete' }, { verdict: 'failed' }),
    );
    fc.assert(fc.property(run, (same) => assert.equal(decideEvent(outcome(same, same)), undefined)));
  });
  it('is a resolution only after a run that was not in sync, and only by one that compared everything', () => {
    const run = fc.constantFrom<Run>(drift('a'), inSync, { verdict: 'incomplete' }, { verdict: 'failed' });
    fc.assert(
      fc.property(run, run, (before, now) => {
        assert.equal(decideEvent(outcome(now, before)) === 'Drift Resolved', now === inSync && before !== inSync);
      }),
    );
  });
});

describe('the notification in a chat', () => {
  it('has one thread per check, and says what to do', () => {
    const message = JSON.parse(renderChatNotification('Drift Detected', { ...outcome(drift('a')), reportKey: 'reports/prod/x.json' })) as {
      metadata: { threadId: string };
      content: { nextSteps: string[]; title: string };
    };
    assert.equal(message.metadata.threadId, 'plumbline/prod');
    assert.match(message.content.title, /Drift Detected: prod/);
    assert.match(message.content.nextSteps[0] ?? '', /^Read it: plumbline report prod/);
  });
  it('lets no name from a cluster format it or mention anybody', () => {
    const text = renderChatNotification('Drift Detected', {
      ...outcome(drift('a')),
      headlines: ['ConfigMap shop/<!channel> *x* \u001b[31m'],
    });
    assert.doesNotMatch(JSON.parse(text).content.description as string, /[^\\]<|[^\\]\*|\u001b/);
  });
});
