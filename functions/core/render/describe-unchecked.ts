import { formatRef } from '../kube-object.ts';
import type { UncheckedKindReason } from '../live-state.ts';
import { isSecret } from '../mask/mask-secret.ts';
import type { Unchecked } from '../report.ts';
import { escapeText } from './escape-text.ts';
import { formatPlural } from './format-quantity.ts';

/** Something that could not be checked, as people say it. Texts are safe to print. */
export interface UncheckedText {
  readonly what: string;
  readonly why: string;
  /** What to do about it. */
  readonly advice?: string;
}

const KIND_ADVICE: Readonly<Record<UncheckedKindReason, string>> = {
  forbidden: 'grant get and list on it: `plumbline rbac` prints the role',
  unauthorized: 'the credential was refused: renew it, then check again',
  'not-served': 'the cluster does not serve this version: move the manifest to one it serves, or install what defines the kind',
  'not-found': 'the kind is known but its list is gone: was its definition deleted?',
  unreachable: 'the API server could not be reached for it: check again',
  'timed-out': 'the API server took too long: check again, or allow more with --timeout',
  'server-error': 'the API server failed on it: look at the webhook or the aggregated API that serves the kind',
  'invalid-response': 'the answer was no Kubernetes list: look at the proxy or the aggregated API in between',
  'no-list-verb': 'the kind cannot be listed by anybody: exclude it with scope.excludeKinds',
};

const SECRET_ADVICE = 'grant get and list on it (`plumbline rbac --with-secrets` prints the role), or leave it out with scope.excludeKinds';

/** Tells one gap: what, why, and what to do. */
export function describeUnchecked(unchecked: Unchecked): UncheckedText {
  switch (unchecked.type) {
    case 'kind': {
      const group = unchecked.group === '' ? '' : `.${unchecked.group}`;
      const declared = unchecked.declared === 0 ? 'git declares none' : `git declares ${unchecked.declared}`;
      const http = unchecked.http === undefined ? '' : ` (HTTP ${unchecked.http})`;
      return {
        what: `${escapeText(`${unchecked.kind}${group}`)}, ${declared}`,
        why: `${unchecked.reason.replaceAll('-', ' ')}${http}: ${escapeText(unchecked.message)}`,
        advice:
          isSecret(unchecked.group, unchecked.kind) && unchecked.reason === 'forbidden' ? SECRET_ADVICE : KIND_ADVICE[unchecked.reason],
      };
    }
    case 'file': {
      const line = unchecked.line === undefined ? '' : `:${unchecked.line}`;
      return { what: escapeText(`${unchecked.file}${line}`), why: escapeText(unchecked.message) };
    }
    case 'object':
      return {
        what: escapeText(`${formatRef(unchecked.ref)}  ${unchecked.origin.file}:${unchecked.origin.line}`),
        why: escapeText(unchecked.message),
      };
  }
}

/** `2 kinds, 1 file and 1 object`. */
export function countUnchecked(unchecked: readonly Unchecked[]): string {
  const count = (type: Unchecked['type']): number => unchecked.filter((item) => item.type === type).length;
  const parts = (['kind', 'file', 'object'] as const).filter((type) => count(type) > 0).map((type) => formatPlural(count(type), type));
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
