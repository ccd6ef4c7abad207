import type { DeliveryMark } from '../manager-rule.ts';

/** libsveltos:lib/deployer/utils.go: the hash and the owning profile on everything a profile deploys; sveltos:controllers/handlers_utils.go for the manager. */
export const sveltosMark: DeliveryMark = {
  tool: 'Sveltos',
  isMarked: ({ annotations }) =>
    typeof annotations['projectsveltos.io/hash'] === 'string' && typeof annotations['projectsveltos.io/owner-name'] === 'string',
  managers: ['application/apply-patch'],
};
