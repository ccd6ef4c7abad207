import * as z from 'zod';
import type { DesiredObject } from '../desired-state.ts';
import { asString } from '../json.ts';
import { annotationsOf, formatRef } from '../kube-object.ts';
import type { Advice } from '../report.ts';
import type { IgnoreRule } from './ignore-rule.ts';
import { annotationRuleSchema } from './ignore-schema.ts';
import { readCheckedYaml } from './read-yaml.ts';

/** The annotation that holds ignore rules beside the object in git: a list, as JSON or YAML. */
export const IGNORE_ANNOTATION = 'plumbline.dev/ignore';

const schema = z.array(annotationRuleSchema, { error: 'is wrong: expected a list of rules' });
const NOTHING = { rules: [], problems: [] };

/**
 * The ignore rules that git declares beside an object. They are read from git only, never from the cluster, where anybody who may edit the object
 * could add one. A broken annotation yields no rules and is told in `problems`.
 */
export function readIgnoreAnnotation(object: DesiredObject): {
  readonly rules: readonly IgnoreRule[];
  readonly problems: readonly Advice[];
} {
  const { origin, group, kind, name } = object;
  const text = asString(annotationsOf(object.body)[IGNORE_ANNOTATION]);
  if (text === undefined) return NOTHING;
  const at = `${origin.file}:${origin.line}`;
  const namespace = object.namespace ?? object.defaultNamespace;
  const read = readCheckedYaml(text, schema, []);
  if (read.type === 'valid') {
    const place = { source: origin.source, group, kind, namespace, name };
    return { rules: read.value.map((rule) => ({ ...rule, ...place, at, isBesideObject: true })), problems: [] };
  }
  const about = `${at} ${formatRef({ group, kind, namespace: object.namespace ?? null, name })}`;
  const problems = read.problems.map(({ message }) => ({ about, message: `annotation ${IGNORE_ANNOTATION} ignores nothing: ${message}` }));
  return { rules: [], problems };
}
