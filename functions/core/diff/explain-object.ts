import type { Origin } from '../difference.ts';
import type { ExplainedField, Explanation, Judgement } from '../explanation.ts';
import { type FieldPath, formatPath } from '../field-path.ts';
import { compareText, type KubeObject, type ObjectRef } from '../kube-object.ts';
import type { Autoscaler } from '../machinery/autoscalers.ts';
import type { Mask } from '../mask/create-mask.ts';
import { isSecret, maskSecret } from '../mask/mask-secret.ts';
import { maskValue } from '../mask/mask-value.ts';
import { NORMALIZATION_RULES } from '../normalize/normalize.ts';
import { maskEncrypted } from '../sops/mask-encrypted.ts';
import type { EncryptedFields } from '../sops/sealed.ts';
import { type ComparisonSettings, compareObject, type KindKnowledge } from './compare-object.ts';
import { findExcuse } from './find-excuse.ts';
import type { IgnoreRules } from './ignore-rules.ts';
import type { FieldFinding, Findings } from './object-comparison.ts';

export interface ExplanationInput {
  readonly ref: ObjectRef;
  readonly origin: Origin;
  readonly desired: KubeObject;
  readonly encrypted?: EncryptedFields | undefined;
  /** What a second rendering made of it, where that differs. */
  readonly again?: KubeObject;
  readonly live: KubeObject;
  readonly kind: KindKnowledge;
  readonly settings: ComparisonSettings;
  readonly autoscalers: readonly Autoscaler[];
  readonly cluster: string;
  readonly ignores: IgnoreRules['judge'];
  readonly mask: Mask;
}

/** Every field of one object with the rule that judged it: the same comparison as a check's, with nothing left out. */
export function explainObject(input: ExplanationInput): Explanation {
  const { ref, origin, mask, autoscalers, cluster, ignores } = input;
  const secret = isSecret(ref.group, ref.kind);
  const live = secret ? maskSecret(input.live, mask) : input.live;
  const desired = secret ? maskSecret(input.desired, mask) : input.desired;
  const renderings = input.again === undefined ? {} : { renderings: [input.desired, input.again] as const };
  const fields: ExplainedField[] = [];
  const add = (path: FieldPath, judgement: Judgement, rule: string, reason: string, values: Partial<ExplainedField>): void => {
    const shown = {
      ...(values.desired === undefined ? {} : { desired: maskValue(values.desired, path, mask) }),
      ...(values.live === undefined ? {} : { live: maskValue(values.live, path, mask) }),
      ...(values.setBy === undefined ? {} : { setBy: values.setBy }),
    };
    fields.push({ path, at: formatPath(path), judgement, rule, reason, ...shown });
  };
  const findings: Findings = {
    differs: (finding) => {
      const letGo = findExcuse({ ref, source: origin.source, desired, live, autoscalers, cluster, ignores, ...renderings }, finding);
      const { path, desired: git, live: value, setBy } = finding;
      const values = {
        ...(git === undefined ? {} : { desired: git }),
        ...(value === undefined ? {} : { live: value }),
        ...(setBy ? { setBy } : {}),
      };
      if (letGo) add(path, 'suppressed', letGo.rule, letGo.reason, values);
      else add(path, finding.type, finding.cause, finding.note ?? CAUSES[finding.cause], values);
    },
    suppresses: ({ path, rule, reason, ...values }) => add(path, 'suppressed', rule, reason, values),
    leavesUndecided: ({ path, rule, reason, ...values }) => add(path, 'undecided', rule, reason, values),
    prunes: (path, value) =>
      add(path, 'pruned', 'pruned', "This cluster's schema does not know the field, so the server drops it.", { desired: value }),
    equals: (path, git, value, rule) =>
      add(path, 'equal', rule, reasonOfEqual(rule), { desired: git, ...(value === undefined ? {} : { live: value }) }),
    isDefault: (path, value) =>
      add(path, 'default', 'server-default', 'Git is silent, and the value is what the server fills in.', { live: value }),
  };
  compareObject(ref, desired, live, input.kind, input.settings, maskEncrypted(findings, input.encrypted, mask));
  return { ref, origin, fields: fields.sort((a, b) => compareText(a.at, b.at)) };
}

const CAUSES: Readonly<Record<FieldFinding['cause'], string>> = {
  'by-hand': 'The cluster moved: the manager that owns the field is not the one that delivers git.',
  'by-controller': 'The cluster moved: a controller owns the field that git declares.',
  'not-yet-applied': 'Git moved: what is in the cluster was git once.',
  'on-admission': 'What was applied is what git says; the cluster changed it on its way in.',
  removed: 'Gone from the cluster; its records do not say by whom.',
  unknown: 'Which side moved is not recorded.',
};

function reasonOfEqual(rule: string): string {
  if (rule === 'same') return 'Both sides hold the same value.';
  if (rule === 'absent') return 'The server keeps nothing of such a value, so its absence means the same.';
  return NORMALIZATION_RULES.find(({ name }) => name === rule)?.reason ?? 'Both sides mean the same.';
}
