import type { IgnoreRule } from '../../config/ignore-rule.ts';
import { compareText } from '../../kube-object.ts';
import type { DiscoveryContext } from '../discovery-rule.ts';
import { readData } from '../flux/read-data.ts';
import { parseValues } from '../parse-values.ts';
import { readObjects, readTexts } from '../read-fields.ts';
import { type ToolObject, titleOf } from '../tool-object.ts';
import { readIgnoreEntry } from './read-ignore-differences.ts';

/** What Argo CD is told for all Applications, and which of it is not understood. */
export interface ArgoSettings {
  readonly rules: readonly IgnoreRule[];
  readonly notes: readonly string[];
}

const NAME = 'argocd-cm';
const USUAL_NAMESPACE = 'argocd';
const IGNORE = 'resource.customizations.ignoreDifferences.';

/**
 * `argocd-cm`: what it ignores of a kind in every Application, and kinds that it does not look at (argo-cd:util/settings). As git declares it, else as
 * the cluster holds it; where it cannot be read, nothing is ignored by it. Undefined: not known yet.
 */
export function readSettings(application: ToolObject, source: string, context: DiscoveryContext): ArgoSettings | undefined {
  const declared = context.list('', 'ConfigMap').find(({ name, whence }) => name === NAME && whence.type === 'declared');
  const places = declared === undefined ? [...new Set([application.namespace, USUAL_NAMESPACE])] : [declared.namespace];
  for (const namespace of places) {
    const read = readData('ConfigMap', namespace, NAME, context);
    if (read === undefined) return undefined;
    if (read.type === 'data') return readEntries(read.data, titleOf({ kind: 'ConfigMap', namespace, name: NAME }), source);
    // Without a cluster to ask nobody expects to hear of it.
    if (read.type === 'failed' && read.message.includes('not allowed'))
      return { rules: [], notes: [`${NAME} in ${namespace} could not be read, so nothing is ignored by it: ${read.message}`] };
  }
  return { rules: [], notes: [] };
}

function readEntries(data: Readonly<Record<string, string>>, title: string, source: string): ArgoSettings {
  const rules: IgnoreRule[] = [];
  const notes: string[] = [];
  const refuse = (key: string, what: string): void => {
    notes.push(`${key} of ${title}: ${what} is not understood, so nothing is ignored by it`);
  };
  for (const [key, text] of Object.entries(data).sort(([a], [b]) => compareText(a, b))) {
    if (key.startsWith(IGNORE)) {
      const entry = parseValues(text);
      const at = `${key} of ${title}`;
      if (entry === undefined) refuse(key, 'its text');
      else
        rules.push(
          ...readIgnoreEntry(entry, { at, owner: title, source, selects: selectKind(key.slice(IGNORE.length)) }, (what) =>
            refuse(key, what),
          ),
        );
    } else if (key === 'resource.exclusions') rules.push(...readExclusions(text, title, source, (what) => refuse(key, what)));
    else if (key === 'resource.inclusions' && text.trim() !== '') refuse(key, 'a list of what alone is looked at');
  }
  return { rules, notes };
}

/** `apps_Deployment`, `ConfigMap` of the core group, `all`; either part may be `*`. */
function selectKind(text: string): Pick<IgnoreRule, 'group' | 'kind'> {
  if (text === 'all') return {};
  const parts = text.split('_');
  const [group = '', kind = ''] = parts.length === 1 ? ['', text] : parts;
  return { group, ...(kind === '*' ? {} : { kind }) };
}

/** Kinds that Argo CD neither delivers nor compares. */
function readExclusions(text: string, title: string, source: string, refuse: (what: string) => void): readonly IgnoreRule[] {
  // A list at the top is no mapping: it is read as the value of one.
  const entries = readObjects(parseValues(`entries:\n${text}`)?.['entries']);
  if (entries.length === 0 && text.trim() !== '') refuse('its text');
  return entries.flatMap((entry, i) => {
    const clusters = readTexts(entry['clusters']);
    if (clusters.length > 0 && !clusters.includes('*')) {
      refuse(`entry ${i}, which is for some clusters alone,`);
      return [];
    }
    const kinds = readTexts(entry['kinds']);
    const at = `resource.exclusions[${i}] of ${title}`;
    const reason = 'Argo CD is told not to look at this kind.';
    return readTexts(entry['apiGroups']).flatMap((group) =>
      (kinds.length === 0 ? ['*'] : kinds).map(
        (kind): IgnoreRule => ({ source, group, ...(kind === '*' ? {} : { kind }), at, owner: title, isOfTool: true, reason }),
      ),
    );
  });
}
