import type { Revision } from '../core/desired-state.ts';
import type { Blame, Difference, FieldDifference, Origin } from '../core/difference.ts';
import { isPlaced, placeField } from '../core/field-place.ts';
import { findForgeLinks } from '../core/forge-links.ts';
import { refKey } from '../core/kube-object.ts';
import type { DesiredSources } from './desired/desired.ts';
import type { DeclaredIndex, Located } from './locate-differences.ts';
import type { LineQuestion } from './source-tree.ts';

type Reported = { readonly differences: readonly Difference[]; readonly revisions: readonly Revision[] };

/**
 * Adds to each field and object that git declares the commit that last set it, from the line of its key to the end of its value; of an object that is
 * missing, the one that set its first line. One walk through the history of a source for all of them. What history does not tell is left out.
 */
export async function blameDifferences<T extends Reported>(
  { report, ends }: Located<T>,
  declared: DeclaredIndex,
  sources: DesiredSources,
): Promise<T> {
  const questions = new Map<string, Map<string, LineQuestion>>();
  const ask = (origin: Origin, line: number, endLine: number): void => {
    const ofSource = questions.get(origin.source) ?? new Map<string, LineQuestion>();
    questions.set(origin.source, ofSource.set(spellQuestion(origin, line, endLine), { file: origin.file, line, endLine }));
  };
  for (const difference of report.differences) {
    for (const { origin, line, endLine } of listSpans(difference, ends, declared)) ask(origin, line, endLine);
  }
  const answers = new Map<string, Blame>();
  for (const revision of report.revisions) {
    const asked = [...(questions.get(revision.source) ?? [])];
    if (asked.length === 0) continue;
    const told = await sources.blame(
      revision.source,
      asked.map(([, question]) => question),
    );
    for (const [index, [key]] of asked.entries()) {
      const blame = told[index];
      if (blame !== undefined) answers.set(key, addRequest(blame, revision));
    }
  }
  const answerOf = ([span]: readonly Span[]): { readonly blame?: Blame } => {
    const blame = span && answers.get(spellQuestion(span.origin, span.line, span.endLine));
    return blame === undefined ? {} : { blame };
  };
  const addBlame = (difference: Difference): Difference => {
    switch (difference.type) {
      case 'unmanaged':
        return difference;
      case 'missing':
        return { ...difference, ...answerOf(listSpans(difference, ends, declared)) };
      case 'modified': {
        const fields = difference.fields.map((field) => ({ ...field, ...answerOf(spanOf(difference.origin, field, ends)) }));
        return { ...difference, fields };
      }
    }
  };
  return { ...report, differences: report.differences.map(addBlame) };
}

/** The page of the request, and the request itself where its forge was asked about the very commit that is compared. */
function addRequest(blame: Blame, { url, commit, provenance }: Revision): Blame {
  const told = provenance?.pullRequest?.type === 'merged' && blame.commit === commit ? provenance.pullRequest : undefined;
  const named = blame.pullRequest ?? (told && { number: told.number, sign: told.url?.includes('/merge_requests/') ? '!' : '#' });
  if (named === undefined || blame.boundary) return blame;
  const page = told?.number === named.number ? told.url : undefined;
  const link = page ?? findForgeLinks(url)?.pullRequest(named.number);
  return { ...blame, pullRequest: { number: named.number, sign: named.sign, ...(link === undefined ? {} : { url: link }) } };
}

interface Span {
  readonly origin: Origin;
  readonly line: number;
  readonly endLine: number;
}

function listSpans(difference: Difference, ends: ReadonlyMap<FieldDifference, number>, declared: DeclaredIndex): readonly Span[] {
  switch (difference.type) {
    case 'unmanaged':
      return [];
    case 'missing': {
      const { origin, ref, madeOf } = difference;
      // What was rendered without a trace of the manifest has no line of its own.
      const isLocated = (declared.get(refKey(madeOf ?? ref))?.document ?? -1) >= 0;
      return isLocated ? [{ origin, line: origin.line, endLine: origin.line }] : [];
    }
    case 'modified':
      return difference.fields.flatMap((field) => spanOf(difference.origin, field, ends));
  }
}

function spanOf(origin: Origin, field: FieldDifference, ends: ReadonlyMap<FieldDifference, number>): readonly Span[] {
  if (!isPlaced(field)) return [];
  const place = placeField(field, origin);
  return [{ origin: place, line: place.line, endLine: ends.get(field) ?? place.line }];
}

function spellQuestion({ source, file }: Origin, line: number, endLine: number): string {
  return `${source}\n${file}\n${line}\n${endLine}`;
}
