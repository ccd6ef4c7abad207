import type { SeverityRule } from '../severity-rule.ts';

/** First of all: a change of git's that has not arrived is a rollout on its way, whatever it changes. */
export const pending: SeverityRule = {
  name: 'pending',
  about: 'Git moved on, and the cluster has not followed yet.',
  signs: [
    {
      of: 'field',
      at: ['/**'],
      when: ({ cause }) => cause === 'not-yet-applied',
      level: 'low',
      why: 'waits for a change of git to be applied',
    },
  ],
};
