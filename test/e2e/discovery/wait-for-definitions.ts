import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlPlane } from '../control-plane/start-control-plane.ts';
import { runKubectl } from '../support/run-kubectl.ts';

/** Waits until custom resources can be created. kubectl fails on a definition that has no conditions yet. */
export async function waitForDefinitions(cluster: ControlPlane): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await runKubectl(cluster, ['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']);
      return;
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(500);
    }
  }
}
