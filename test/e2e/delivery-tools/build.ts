/**
 * Builds the programs that delivery tools render with, from Go modules alone: flux.
 *
 *     node test/e2e/delivery-tools/build.ts
 *
 * Needs Go 1.26 or later and about four minutes on two cores; a second run finds the result of the first in `$PLUMBLINE_CACHE` or
 * `~/.cache/plumbline-test`.
 */
import { obtainDeliveryTools } from './obtain-delivery-tools.ts';

console.log(JSON.stringify(await obtainDeliveryTools('flux'), null, 2));
