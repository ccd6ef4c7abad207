import type { ManagerRule } from '../manager-rule.ts';

/** ingress-nginx:cmd/nginx/main.go; seen in cluster dumps. */
export const ingressNginxManagers: readonly ManagerRule[] = [
  { manager: 'nginx-ingress-controller', class: 'controller', who: 'the NGINX ingress controller', confidence: 'high' },
];
