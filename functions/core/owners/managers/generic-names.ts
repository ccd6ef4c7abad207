import type { ManagerRule } from '../manager-rule.ts';

/**
 * What operators are called when nobody gave them a name (client-go:rest/config.go: the file name of the program), the AWS Load Balancer Controller
 * (its Dockerfile: /controller) among them. Last, since every other rule knows more.
 */
export const genericNameManagers: readonly ManagerRule[] = [
  {
    manager: /^(manager|controller|main|operator|webhook)$/,
    class: 'controller',
    who: 'an operator under a generic name',
    confidence: 'low',
  },
  { manager: /^[^/\s]+-(controller|operator)$/, class: 'controller', who: 'a controller by its name', confidence: 'low' },
];
