import type { SeverityRule } from '../severity-rule.ts';

/** Last of all: what no other rule knows. */
export const other: SeverityRule = {
  name: 'other',
  about: 'Whatever no other rule knows.',
  signs: [
    { of: 'field', at: ['/**'], level: 'medium', why: 'differs from git' },
    { of: 'missing', level: 'medium', why: 'is not in the cluster' },
    { of: 'unmanaged', level: 'low', why: 'is in no repository' },
  ],
};
