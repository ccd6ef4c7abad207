import type { SetBy } from '../../difference.ts';
import { helmMark } from '../../owners/delivery-marks/helm.ts';
import type { UnmanagedCandidate, UnmanagedRule } from '../unmanaged-rule.ts';

/** helm:pkg/storage/driver/secrets.go and cfgmaps.go: the record of a release. Written by whatever runs Helm, and by nothing else. */
export const helmReleases: UnmanagedRule = {
  name: 'helm-releases',
  reason: 'Helm keeps the history of a release here.',
  isMachineMade: ({ ref, labels, writers }: UnmanagedCandidate) =>
    ref.group === '' &&
    (ref.kind === 'Secret' || ref.kind === 'ConfigMap') &&
    ref.name.startsWith('sh.helm.release.v1.') &&
    labels['owner'] === 'helm' &&
    writers.length > 0 &&
    writers.every(isHelm),
};

function isHelm({ manager }: SetBy): boolean {
  return manager === 'Helm' || helmMark.managers.some((known) => (typeof known === 'string' ? known === manager : known.test(manager)));
}
