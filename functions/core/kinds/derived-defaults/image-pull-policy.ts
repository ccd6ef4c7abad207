import { asString } from '../../json.ts';
import type { DerivedDefault } from './derived-default.ts';

/** `Always` for `:latest` or no tag, `IfNotPresent` for any other tag or a digest (kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Container). */
export const imagePullPolicy: DerivedDefault = {
  field: 'imagePullPolicy',
  derive: ({ parent }) => {
    const image = asString(parent['image']);
    if (image === undefined) return undefined;
    if (image.includes('@')) return 'IfNotPresent';
    const tag = /:([^/:]+)$/.exec(image)?.[1];
    return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent';
  },
};
