import { hasLive } from '../place-conditions.ts';
import type { SeverityRule } from '../severity-rule.ts';

const ENVIRONMENT = ['env/**', 'envFrom/**'].flatMap((field) => [`containers/[]/${field}`, `initContainers/[]/${field}`]);
const MOUNTS = ['spec/volumes/**', 'spec/volumeClaimTemplates/**', 'containers/[]/volumeMounts/**', 'initContainers/[]/volumeMounts/**'];

/** What workloads read, and where they keep what they write. */
export const data: SeverityRule = {
  name: 'data',
  about: 'Workloads read other settings or secrets, or keep their data elsewhere.',
  signs: [
    { of: 'field', kinds: ['Secret'], at: ['/data/**', '/stringData/**', '/type'], level: 'high', why: 'hands out another secret' },
    { of: 'missing', kinds: ['Secret'], level: 'high', why: 'leaves workloads without a secret they need' },
    { of: 'unmanaged', kinds: ['Secret'], level: 'medium', why: 'holds a secret that no repository knows' },
    {
      of: 'field',
      kinds: ['ConfigMap'],
      at: ['/data/**', '/binaryData/**', '/immutable'],
      level: 'medium',
      why: 'hands out other settings',
    },
    { of: 'missing', kinds: ['ConfigMap'], level: 'high', why: 'leaves workloads without settings they need' },
    { of: 'unmanaged', kinds: ['ConfigMap'], level: 'low', why: 'holds settings that no repository knows' },
    { of: 'missing', kinds: ['PersistentVolumeClaim', 'PersistentVolume'], level: 'high', why: 'leaves workloads without their data' },
    {
      of: 'field',
      at: ['/spec/persistentVolumeReclaimPolicy', '/reclaimPolicy'],
      when: hasLive('Delete'),
      level: 'high',
      why: 'deletes data with its claim',
    },
    { of: 'field', at: ENVIRONMENT, level: 'medium', why: 'runs with other settings' },
    { of: 'field', at: MOUNTS, level: 'medium', why: 'mounts other data' },
  ],
};
