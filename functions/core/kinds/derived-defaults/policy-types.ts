import { isJsonList } from '../../json.ts';
import type { DerivedDefault } from './derived-default.ts';

/** Ingress always, Egress where there are egress rules (kubernetes pkg/apis/networking/v1/defaults.go SetDefaults_NetworkPolicy). */
export const policyTypes: DerivedDefault = {
  field: 'policyTypes',
  kinds: ['networking.k8s.io/NetworkPolicy'],
  derive: ({ parent }) => (isJsonList(parent['egress']) && parent['egress'].length > 0 ? ['Ingress', 'Egress'] : ['Ingress']),
};
