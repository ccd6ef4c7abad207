import type { Origin } from './difference.ts';

/**
 * What sets a field where a rendered manifest does not say it itself. `variable`: text of a manifest or patch with variables that are filled in;
 * `strategic-patch`, `json-patch`: a patch that holds the value; `image`, `replicas`, `label`, `annotation`, `namespace`: an entry of a kustomization (or of
 * the settings of a delivery tool); `literal`: `KEY=value` of a generator; `env-file`: a line of a file of such; `file`: a file whose text is the value;
 * `value`: a value of a chart.
 */
export type FieldSetter =
  | 'variable'
  | 'strategic-patch'
  | 'json-patch'
  | 'image'
  | 'replicas'
  | 'label'
  | 'annotation'
  | 'namespace'
  | 'literal'
  | 'env-file'
  | 'file'
  | 'value';

/**
 * Where git sets the value of a field when it is rendered: the last place that touches it, and one that holds what is compared. `source` may be another
 * than the object's: the one that declares what a delivery tool is told. Of an image the place holds one part, name, tag or digest.
 */
export interface FieldPlace extends Origin {
  readonly setter: FieldSetter;
  /**
   * JSON pointer (RFC 6901) of the value, in the YAML document that has the line. Absent where the file is no YAML (`env-file`, `file`), and where only
   * the object is known that holds it.
   */
  readonly pointer?: string;
  /** Where `pointer` names text that is YAML itself, a patch written out: JSON pointer of the value in the document of that text that has the line. */
  readonly inner?: string;
}

/** A field as far as it says where it is set. */
export interface PlacedField {
  /** Line of the field in the file of its object, where that spells out the value that is compared. */
  readonly line?: number;
  /** Where it is set instead. */
  readonly place?: FieldPlace;
}

/** Where to look for a field: the place that sets it, else its line in the file of its object, else where the object begins. */
export function placeField({ line, place }: PlacedField, { source, file, line: first }: Origin): Origin {
  return place === undefined ? { source, file, line: line ?? first } : { source: place.source, file: place.file, line: place.line };
}

/** Whether it is known where a field is set, and not only where its object is. */
export function isPlaced({ line, place }: PlacedField): boolean {
  return line !== undefined || place !== undefined;
}

/** The same as `file:line`. */
export function spellPlace(field: PlacedField, origin: Origin): string {
  const { file, line } = placeField(field, origin);
  return `${file}:${line}`;
}
