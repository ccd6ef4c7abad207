import { asString, type Json, type JsonObject } from '../../json.ts';
import { annotationsOf, labelsOf, splitApiVersion } from '../../kube-object.ts';
import { matchExpression } from '../match-expression.ts';
import { matchLabelsText } from '../match-labels-text.ts';
import { type Trace, type TraceContext, wasCalled } from './render-step.ts';

/** Whether something applies to an object: `maybe` where that cannot be told. */
export type Applies = 'yes' | 'maybe' | 'no';

/** Whether a patch without a target is meant for an object: by group, version, kind, and any name it had. */
export function matchesPatch(patch: JsonObject, trace: Trace, { object }: TraceContext): boolean {
  const { group, version } = splitApiVersion(asString(patch['apiVersion']) ?? '');
  if (patch['kind'] !== object.kind || group !== object.group || version !== object.version) return false;
  const metadata = patch['metadata'] as JsonObject | undefined;
  return wasCalled(trace, asString(metadata?.['name']) ?? '', asString(metadata?.['namespace']));
}

/** Whether a selector names an object (kustomize:api/resmap/reswrangler.go, Select): regular expressions over what it was called first and is called now, and its labels. */
export function matchesSelector(target: JsonObject, { ids }: Trace, { object }: TraceContext): Applies {
  const names = [ids[0], ids.at(-1)];
  return every([
    matchAny(
      target['name'],
      names.map((id) => id?.name ?? ''),
    ),
    matchAny(
      target['namespace'],
      names.map((id) => id?.namespace ?? 'default'),
    ),
    matchAny(target['group'], [object.group]),
    matchAny(target['version'], [object.version]),
    matchAny(target['kind'], [object.kind]),
    matchLabels(target['labelSelector'], object.original && labelsOf(object.original), labelsOf(object.body)),
    matchLabels(target['annotationSelector'], object.original && annotationsOf(object.original), annotationsOf(object.body)),
  ]);
}

function every(answers: readonly Applies[]): Applies {
  if (answers.includes('no')) return 'no';
  return answers.includes('maybe') ? 'maybe' : 'yes';
}

function matchAny(expression: Json | undefined, texts: readonly string[]): Applies {
  const written = asString(expression) ?? '';
  if (written === '') return 'yes';
  const answers = texts.map((text) => matchExpression(written, text));
  if (answers.includes(true)) return 'yes';
  return answers.includes(undefined) ? 'maybe' : 'no';
}

/** Labels change on the way: what holds before and after holds between. */
function matchLabels(selector: Json | undefined, before: JsonObject | undefined, after: JsonObject): Applies {
  const written = asString(selector) ?? '';
  if (written === '') return 'yes';
  const answers = [before ?? after, after].map((labels) => matchLabelsText(written, labels));
  if (answers.includes(undefined) || answers[0] !== answers[1]) return 'maybe';
  return answers[0] ? 'yes' : 'no';
}
