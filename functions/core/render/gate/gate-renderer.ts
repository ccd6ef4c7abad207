import type { GateReport } from '../../gate/gate-report.ts';
import type { RenderOptions } from '../renderer.ts';

/** One way of writing a gate down. */
export interface GateRenderer {
  /** What `--output` calls it. */
  readonly name: string;
  readonly render: (gate: GateReport, options: RenderOptions) => string;
}
