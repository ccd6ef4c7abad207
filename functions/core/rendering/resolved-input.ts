import { compareText } from '../kube-object.ts';

/**
 * Something that a source takes in from elsewhere, or chooses among what is there: a chart, a base of a kustomization, the tag of a range. `wanted` is
 * what git says, `found` what it stood for when it was read: a version, a commit, a tag.
 */
export interface ResolvedInput {
  readonly type: 'chart' | 'base' | 'tag';
  /** The chart by its name, the base by its address; of a tag the source. */
  readonly name: string;
  readonly wanted: string;
  readonly found: string;
  /** Of an archive, `sha256:…`. */
  readonly digest?: string;
  /** It may stand for something else at the next run, though nothing was committed. Absent: it cannot. */
  readonly moves?: true;
}

/** Each once, sorted. */
export function sortInputs(inputs: readonly ResolvedInput[]): readonly ResolvedInput[] {
  const keyed = new Map(inputs.map((input) => [JSON.stringify([input.type, input.name, input.wanted, input.found]), input]));
  return [...keyed].sort(([a], [b]) => compareText(a, b)).map(([, input]) => input);
}
