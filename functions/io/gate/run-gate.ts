import type { Config } from '../../core/config.ts';
import { PlumblineError } from '../../core/errors.ts';
import { buildGateResult } from '../../core/gate/build-gate-result.ts';
import { findCheck } from '../../core/gate/find-check.ts';
import type { GateResult } from '../../core/gate/gate-message.ts';
import { buildGateReport } from '../../core/gate/gate-report.ts';
import type { GateRequest } from '../../core/gate/gate-request.ts';
import { createGateSide } from '../../core/gate/gate-side.ts';
import { proposeRevision } from '../../core/gate/propose-revision.ts';
import { buildRunOptions, type CheckServices } from '../build-run-options.ts';
import { prepareCheck, type RunCheckOptions } from '../prepare-check.ts';
import { compareStates } from '../run-check.ts';
import type { GateStore } from './gate-store.ts';
import { readRevisions } from './read-revisions.ts';

export interface GateServices extends CheckServices {
  readonly rules: Config;
  readonly gates: GateStore;
}

export interface GateRun {
  /** RFC 3339. */
  readonly at: string;
  /** Milliseconds since 1970: what is not read by then is unchecked. */
  readonly deadline: number;
  readonly onProgress?: NonNullable<RunCheckOptions['onProgress']>;
}

/**
 * Compares a cluster with a revision that is to be released, and with the one before it over the same reading, and keeps what was found. Touches
 * neither the state nor the reports of the fleet's own checks. Throws PlumblineError where it could not be made.
 */
export async function runGate(request: GateRequest, services: GateServices, { at, deadline, onProgress }: GateRun): Promise<GateResult> {
  const { item, base } = proposeRevision(findCheck(services.rules, request.cluster), request);
  // Two states of found sources would be two findings; judging one source of them alone would call all others unmanaged.
  if (base !== undefined && (item.discoveries ?? []).length > 0) {
    throw new PlumblineError(
      'usage',
      `${item.id} finds sources by what delivery tools are told, and a revision of one cannot be proposed`,
      {
        advice: 'Ask the gate without --source and --revision: it then tells what has drifted.',
      },
    );
  }
  const { mask } = services;
  const options = { ...buildRunOptions(item, services, { at, deadline }), ...(onProgress === undefined ? {} : { onProgress }) };
  const earlier = base === undefined ? undefined : options.check.sources.find(({ id }) => id === base.id);
  const gate = await prepareCheck(
    options,
    async (prepared) => {
      const reports = await compareStates(options, prepared);
      return buildGateReport({
        ...(base === undefined ? {} : { source: base.id }),
        report: reports.report,
        overrides: services.rules.severity,
        ...(request.failOn === undefined ? {} : { failOn: request.failOn }),
        proposed: createGateSide(reports.report, prepared.plan, mask),
        ...(prepared.base === undefined || reports.base === undefined
          ? {}
          : { base: { report: reports.base, side: createGateSide(reports.base, prepared.base.plan, mask) } }),
      });
    },
    earlier === undefined || base === undefined
      ? undefined
      : (sources, git) => readRevisions(sources, { ...earlier, revision: base.revision }, git),
  );
  onProgress?.({ stage: 'store', done: 0, detail: 'keeping the report' });
  return buildGateResult(gate, await services.gates.store(gate));
}
