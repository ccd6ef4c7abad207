import { existsSync } from 'node:fs';
import { hasGo } from '../control-plane/find-control-plane.ts';
import { buildDeliveryTool, locateDeliveryTool } from './build-delivery-tool.ts';
import type { DeliveryToolName } from './delivery-tools.ts';

/** The paths of programs, or why they cannot be had here: the text for `skip` of a test. */
export type ObtainedDeliveryTools<Name extends DeliveryToolName> =
  | { readonly paths: Readonly<Record<Name, string>> }
  | { readonly skip: string };

/**
 * Finds programs for a test file, and builds them where that is possible; the first build takes minutes. Where it is not, says so loudly: a suite
 * that was skipped must not look like one that passed.
 */
export async function obtainDeliveryTools<Name extends DeliveryToolName>(...names: readonly Name[]): Promise<ObtainedDeliveryTools<Name>> {
  const missing = names.filter((name) => !existsSync(locateDeliveryTool(name)));
  if (missing.length > 0 && !(await hasGo(26))) {
    const skip = `no ${missing.join(', ')}: install Go 1.26 or later to build them`;
    console.error(`SKIPPED, nothing was compared with what delivery tools render: ${skip}`);
    return { skip };
  }
  const paths: Partial<Record<Name, string>> = {};
  for (const name of names) {
    if (missing.includes(name)) console.error(`building ${name} for tests; this takes some minutes, once`);
    paths[name] = await buildDeliveryTool(name);
  }
  return { paths: paths as Record<Name, string> };
}
