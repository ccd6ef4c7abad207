/**
 * Builds the programs that delivery tools render with, from Go modules alone: flux, Argo CD's GenerateManifests and Kustomize.
 *
 *     node test/e2e/delivery-tools/build.ts
 *
 * Needs Go 1.26 or later and about eight minutes on two cores; a second run finds the result of the first in `$PLUMBLINE_CACHE` or
 * `~/.cache/plumbline-test`.
 */
import { obtainDeliveryTools } from './obtain-delivery-tools.ts';

console.log(JSON.stringify(await obtainDeliveryTools('kustomize', 'flux', 'argo-cd-manifests'), null, 2));
