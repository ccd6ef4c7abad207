import type { DesiredObject } from '../core/desired-state.ts';
import type { Difference, FieldDifference, ModifiedObject } from '../core/difference.ts';
import type { FieldPath } from '../core/field-path.ts';
import { isSameJson } from '../core/json.ts';
import { refKey } from '../core/kube-object.ts';
import { buildSpanLocator, type FieldSpan, type SpanLocator } from '../core/manifests/locate-fields.ts';
import { valueAt } from '../core/owners/last-applied.ts';
import type { Pruned } from '../core/report.ts';
import type { DesiredSources } from './desired/desired.ts';

/** The declared object behind a ref, by `refKey`. */
export type DeclaredIndex = ReadonlyMap<string, DesiredObject>;

/** A report with lines, and the line on which the value of each field ends that has one. */
export interface Located<T> {
  readonly report: T;
  readonly ends: ReadonlyMap<FieldDifference, number>;
}

/**
 * Adds to each field that git declares the line on which it stands. Only files with something to say are read again, each once. A field whose
 * line cannot be told keeps none.
 */
export async function locateDifferences<T extends { readonly differences: readonly Difference[]; readonly pruned: readonly Pruned[] }>(
  report: T,
  declared: DeclaredIndex,
  sources: DesiredSources,
): Promise<Located<T>> {
  const locators = new Map<string, SpanLocator | undefined>();
  const locatorOf = async ({ origin }: DesiredObject): Promise<SpanLocator | undefined> => {
    const key = `${origin.source}\n${origin.file}`;
    if (!locators.has(key)) {
      const text = await sources.readText(origin.source, origin.file);
      locators.set(key, text === undefined ? undefined : buildSpanLocator(text));
    }
    return locators.get(key);
  };
  const ends = new Map<FieldDifference, number>();
  const differences: Difference[] = [];
  for (const difference of report.differences) {
    const object = difference.type === 'modified' ? declared.get(refKey(difference.ref)) : undefined;
    const locate = object && (await locatorOf(object));
    differences.push(difference.type === 'modified' && object && locate ? addLines(difference, object, locate, ends) : difference);
  }
  const pruned: Pruned[] = [];
  for (const item of report.pruned) {
    const object = declared.get(refKey(item.ref));
    const [span] = object ? ((await locatorOf(object))?.(object.document, object.item, [item.path]) ?? []) : [];
    pruned.push(span === undefined ? item : { ...item, line: span.line });
  }
  return { report: { ...report, differences, pruned }, ends };
}

/** What was rendered may have another value than the file it was made of: its line is told where that file has this very value. */
function isSpelledOut({ isRendered, body, original }: DesiredObject, path: FieldPath): boolean {
  return !isRendered || isSameJson(valueAt(body, path), valueAt(original, path));
}

function addLines(
  difference: ModifiedObject,
  object: DesiredObject,
  locate: SpanLocator,
  ends: Map<FieldDifference, number>,
): ModifiedObject {
  // A Secret may declare as text what the server keeps as data.
  const locateText = (path: FieldPath): FieldSpan | undefined => {
    const [first, ...rest] = path;
    const isData = object.kind === 'Secret' && first !== undefined && 'field' in first && first.field === 'data';
    return isData ? locate(object.document, object.item, [[{ field: 'stringData' }, ...rest]])[0] : undefined;
  };
  const spans = locate(
    object.document,
    object.item,
    difference.fields.map((field) => field.path),
  );
  return {
    ...difference,
    fields: difference.fields.map((field, index) => {
      const isTold = field.type !== 'extra' && isSpelledOut(object, field.path);
      const span = isTold ? (spans[index] ?? locateText(field.path)) : undefined;
      if (span === undefined) return field;
      const located = { ...field, line: span.line };
      ends.set(located, span.endLine);
      return located;
    }),
  };
}
