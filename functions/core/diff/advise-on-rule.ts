import type { IgnoreRule } from '../config/ignore-rule.ts';
import type { Advice } from '../report.ts';

/** A rule without a path that lets go of more objects than this hides more than its reason can cover. */
const MANY_OBJECTS = 20;

/** What the operator should know about a rule once a check is done; at most one thing. */
export function adviseOnRule(rule: IgnoreRule, expired: boolean, objects: number): Advice[] {
  const about = `ignore rule ${rule.at}`;
  const owner = `(owner: ${rule.owner})`;
  if (expired)
    return [{ about, type: 'expired', message: `expired on ${rule.expires} and lets nothing go any more: renew it or delete it ${owner}` }];
  // What a tool is told, and what of it has matched nothing yet, is that tool's own affair.
  if (rule.isOfTool) return [];
  if (objects === 0)
    return [{ about, type: 'unused', message: `matched nothing: delete it, or look whether what it selects is spelled right ${owner}` }];
  if (!isAboutFields(rule) && objects > MANY_OBJECTS) {
    return [{ about, type: 'broad', message: `has no path and let go of ${objects} objects: narrow it with path, kind or name ${owner}` }];
  }
  if (!isAboutFields(rule) && !selectsObjects(rule)) {
    return [
      { about, type: 'broad', message: `covers every kind in every namespace: narrow it with kind, namespace, name or path ${owner}` },
    ];
  }
  return [];
}

function isAboutFields({ path, git, live }: IgnoreRule): boolean {
  return path !== undefined || git !== undefined || live !== undefined;
}

function selectsObjects({ kind, group, namespace, name, labels }: IgnoreRule): boolean {
  const isNarrow = (glob: string | undefined): boolean => glob !== undefined && glob !== '*';
  return [kind, group, namespace, name].some(isNarrow) || Object.keys(labels ?? {}).length > 0;
}
