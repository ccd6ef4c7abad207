import type { DeliveryMark } from '../manager-rule.ts';

/** kapp:pkg/kapp/resources/identity_annotation.go: the identity of everything kapp deploys. */
export const kappMark: DeliveryMark = {
  tool: 'kapp',
  isMarked: ({ annotations }) => typeof annotations['kapp.k14s.io/identity'] === 'string',
  managers: ['kapp'],
};
