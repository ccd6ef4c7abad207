import { asJsonObject } from '../../json.ts';
import type { DerivedDefault } from './derived-default.ts';

/** On the host's network a container port is the host's port too (kubernetes pkg/apis/core/v1/defaults.go defaultHostNetworkPorts). */
export const hostPort: DerivedDefault = {
  field: 'hostPort',
  derive: ({ parent, root }) => {
    const spec = asJsonObject(root['spec']);
    const inTemplate = asJsonObject(asJsonObject(spec['template'])['spec']);
    const inJob = asJsonObject(asJsonObject(asJsonObject(asJsonObject(spec['jobTemplate'])['spec'])['template'])['spec']);
    const onHost = [spec, inTemplate, inJob].some((pod) => pod['hostNetwork'] === true);
    return onHost ? parent['containerPort'] : undefined;
  },
};
