import type { KindProfile } from '../kind-profile.ts';
import { RELOADER_SPOTS } from '../reloader-spots.ts';

/** Nothing of its own outside of status: seen on a real 1.34 control plane. The pod template is written by Reloader as in a Deployment. */
export const statefulSet: KindProfile = { group: 'apps', kind: 'StatefulSet', spots: RELOADER_SPOTS };
