import type { DriftReport } from '../report.ts';
import type { DriftLife } from './drift-life.ts';

/** What a renderer may know of its reader. Rendering is pure: the same report and options give the same text. */
export interface RenderOptions {
  /** Emit ANSI colours. Every renderer is readable without them. */
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** The time that ages are told from, RFC 3339. */
  readonly now: string;
  /** Unfold everything, and tell each instance that a rule let go. */
  readonly explain: boolean;
  /** What the incidents say that are kept beside the report; absent where none are. */
  readonly life?: DriftLife | undefined;
}

/** One way of writing a report down. Nothing in the report is left out without saying how much. */
export interface Renderer {
  /** What `--output` calls it. */
  readonly name: string;
  readonly mediaType: string;
  /** File name extension, without the dot. */
  readonly extension: string;
  /** Whether each departing object is named, or the report is told in figures only. */
  readonly tells: 'every-object' | 'figures';
  readonly render: (report: DriftReport, options: RenderOptions) => string;
}
