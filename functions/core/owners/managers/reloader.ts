import type { ManagerRule } from '../manager-rule.ts';

/** Reloader:internal/pkg/callbacks/rolling_upgrade.go. */
export const reloaderManagers: readonly ManagerRule[] = [{ manager: 'Reloader', class: 'controller', who: 'Reloader', confidence: 'high' }];
