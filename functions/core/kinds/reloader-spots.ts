import type { Spot } from './kind-profile.ts';

const TEMPLATE = '/spec/template';

/**
 * What Stakater Reloader writes into a pod template to roll it out anew when a ConfigMap or Secret changes.
 * stakater/Reloader:internal/pkg/constants/constants.go (EnvVarPrefix, the postfixes, the annotation), internal/pkg/callbacks/rolling_upgrade.go.
 */
export const RELOADER_SPOTS: readonly Spot[] = [
  {
    path: `${TEMPLATE}/spec/containers/*/env/STAKATER_*_CONFIGMAP`,
    who: 'Reloader',
    reason: 'Reloader notes the hash of a ConfigMap here to roll the pods out anew.',
    isMachineValue: isPlainVariable,
  },
  {
    path: `${TEMPLATE}/spec/containers/*/env/STAKATER_*_SECRET`,
    who: 'Reloader',
    reason: 'Reloader notes the hash of a Secret here to roll the pods out anew.',
    isMachineValue: isPlainVariable,
  },
  {
    path: `${TEMPLATE}/metadata/annotations/reloader.stakater.com~1last-reloaded-from`,
    who: 'Reloader',
    reason: 'Reloader notes here which ConfigMap or Secret it last rolled the pods out for.',
  },
];

/** A variable with a value of its own; one that reads a Secret or ConfigMap is not Reloader's. */
function isPlainVariable(live: unknown): boolean {
  return typeof live === 'object' && live !== null && 'value' in live && !('valueFrom' in live);
}
