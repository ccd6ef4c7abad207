import type { FieldFinding, FieldPass, Findings } from '../diff/object-comparison.ts';
import type { FieldPath, PathElement } from '../field-path.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject, stringifyJson } from '../json.ts';
import { isMasked, type Mask } from '../mask/create-mask.ts';
import { LAST_APPLIED } from '../owners/last-applied.ts';
import { type EncryptedFields, isSealed } from './sealed.ts';

/**
 * Masks what SOPS encrypts, in git's value, the cluster's value and the path, before a finding reaches anybody. Both sides are compared in the clear, so
 * that `0.5` and `500m` are still one quantity; nothing but the hash leaves.
 */
export function maskEncrypted(findings: Findings, encrypted: EncryptedFields | undefined, mask: Mask): Findings {
  if (encrypted === undefined) return findings;
  const hides = createHider(encrypted, mask);
  const hide = <T extends FieldFinding | FieldPass>(finding: T): T => ({ ...finding, ...hides(finding) });
  const { equals, isDefault } = findings;
  return {
    differs: (finding) => findings.differs(hide(finding)),
    suppresses: (pass) => findings.suppresses(hide(pass)),
    leavesUndecided: (pass) => {
      const reason = pass.rule === 'encrypted' ? encrypted.reason : undefined;
      findings.leavesUndecided({ ...hide(pass), ...(reason === undefined ? {} : { reason }) });
    },
    prunes: (path, desired) => {
      const hidden = hides({ path, desired });
      findings.prunes(hidden.path, hidden.desired ?? null);
    },
    ...(equals && {
      equals: (path, desired, live, rule) => {
        const hidden = hides({ path, desired, ...(live === undefined ? {} : { live }) });
        equals(hidden.path, hidden.desired ?? null, hidden.live, rule);
      },
    }),
    ...(isDefault && {
      isDefault: (path, live) => {
        const hidden = hides({ path, live });
        isDefault(hidden.path, hidden.live ?? null);
      },
    }),
  };
}

interface Shown {
  readonly path: FieldPath;
  readonly desired?: Json;
  readonly live?: Json;
}

function createHider({ paths }: EncryptedFields, mask: Mask): (shown: Shown) => Shown {
  const secret = new Set([...paths, ['metadata', 'annotations', LAST_APPLIED]].map((path) => JSON.stringify(path)));
  const isSecret = (names: readonly string[]): boolean => names.some((_name, at) => secret.has(JSON.stringify(names.slice(0, at + 1))));
  const hideValue = (value: Json, names: readonly string[]): Json => {
    if (isJsonObject(value)) {
      return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, hideValue(child, [...names, name])]));
    }
    if (isJsonList(value)) return value.map((item) => hideValue(item, names));
    if (value === null || value === '' || isSealed(value) || isMasked(value) || !isSecret(names)) return value;
    return mask(typeof value === 'string' ? value : stringifyJson(value));
  };
  const hideElement = (element: PathElement, names: readonly string[]): PathElement => {
    if ('keys' in element) return { keys: hideValue(element.keys, names) as JsonObject };
    return 'value' in element ? { value: hideValue(element.value, names) } : element;
  };
  return ({ path, desired, live }) => {
    const names: string[] = [];
    const hidden = path.map((element) => {
      if (!('field' in element)) return hideElement(element, names);
      names.push(element.field);
      return element;
    });
    return {
      path: hidden,
      ...(desired === undefined ? {} : { desired: hideValue(desired, names) }),
      ...(live === undefined ? {} : { live: hideValue(live, names) }),
    };
  };
}
