import type { SeverityRule } from '../severity-rule.ts';

/** What describes an object and changes nothing of what it does. Labels and annotations that do are known to other rules. */
export const labels: SeverityRule = {
  name: 'labels',
  about: 'Labels, annotations and other records about an object.',
  signs: [
    { of: 'field', at: ['/metadata/finalizers/**'], level: 'medium', why: 'waits for somebody else when it is deleted' },
    { of: 'field', at: ['/metadata/ownerReferences/**'], level: 'medium', why: 'is deleted together with another owner' },
    { of: 'field', at: ['metadata/labels/**', 'metadata/annotations/**'], level: 'low', why: 'carries other labels or annotations' },
  ],
};
