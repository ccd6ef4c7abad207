import type { JsonObject } from '../../json.ts';
import { compareText } from '../../kube-object.ts';
import type { Severity } from '../../severity/severity.ts';
import { SEVERITY_RULES } from '../../severity/severity-rules.ts';
import type { ResultType } from './result-type.ts';
import { writeMessage } from './sarif-message.ts';

/** The rules that results refer to: what departs, and the severity rule that knew it. Only what is referred to is listed. */
export interface RuleList {
  readonly refer: (type: ResultType, severity: Severity) => JsonObject;
  readonly referSuppressed: (rule: string, reason: string) => JsonObject;
  readonly list: () => JsonObject[];
}

const ABOUT: Readonly<Record<ResultType, string>> = {
  'changed-field': 'A field has another value in the cluster than in git',
  'missing-field': 'A field that git declares is not in the cluster',
  'extra-field': 'A field is in the cluster on which git is silent',
  'missing-object': 'An object that git declares is not in the cluster',
  'unmanaged-object': 'An object is in the cluster that no repository declares',
};
const HELP =
  'Put git back (apply the manifest, or delete what is in no repository), or adopt the change into git. "plumbline explain" tells how each field of an object was judged.';

/** An empty list; ids are in it once, in the order of their text. */
export function createRuleList(): RuleList {
  const rules = new Map<string, JsonObject>();
  const keep = (id: string, rule: JsonObject): JsonObject => {
    if (!rules.has(id)) rules.set(id, rule);
    return { ruleId: id };
  };
  return {
    refer: (type, { rule }) => {
      const id = `${type}/${rule}`;
      const about = SEVERITY_RULES.find(({ name }) => name === rule)?.about ?? rule;
      return keep(id, {
        id,
        name: spellName(id),
        shortDescription: writeMessage(`${ABOUT[type]}: ${rule}`),
        fullDescription: writeMessage(`${ABOUT[type]}. ${about}`),
        help: writeMessage(HELP),
        properties: { tags: ['drift', rule] },
      });
    },
    referSuppressed: (rule, reason) => {
      const id = `suppressed/${rule}`;
      return keep(id, { id, shortDescription: writeMessage(`Let go by a rule: ${reason}`), defaultConfiguration: { level: 'note' } });
    },
    list: () => [...rules.values()].sort((a, b) => compareText(String(a['id']), String(b['id']))),
  };
}

/** `extra-field/privilege` → `ExtraFieldPrivilege`. */
function spellName(id: string): string {
  return id.replace(/(^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_all, _gap, first: string) => first.toUpperCase());
}
