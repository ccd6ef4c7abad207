import { basename, resolve } from 'node:path';
import type { Check, ClusterRef, Scope, SourceRef } from '../core/check.ts';
import { PlumblineError } from '../core/errors.ts';
import { type Arguments, usageError } from './parse-arguments.ts';
import { planRendering } from './plan-rendering.ts';

/** The check that the arguments describe. Throws PlumblineError where they hold a credential or no source. */
export function planCheck(args: Arguments, cluster: ClusterRef, scope: Scope): Check {
  const urls = args.texts('source');
  if (urls.length === 0) throw usageError('check', '--source is missing: a path or an https URL of a git repository');
  const ids = nameSources(urls);
  const sources = urls.map((url, i): SourceRef => {
    refuseCredential(url);
    return {
      id: ids[i] ?? url,
      url: isRemote(url) ? url : resolve(url),
      revision: args.text('revision') ?? 'HEAD',
      path: args.text('path') ?? '',
      defaultNamespace: args.text('namespace-default') ?? 'default',
      worktree: args.has('worktree'),
      ...planRendering(args),
    };
  });
  const environment = args.text('environment');
  const named = environment === undefined ? cluster : { ...cluster, environment };
  return { id: cluster.name, cluster: named, sources, scope: args.has('no-unmanaged') ? { ...scope, unmanaged: false } : scope };
}

function isRemote(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(url) || /^[^/@:\s]+@[^/@:\s]+:/.test(url);
}

/** A command line is seen by every user of the machine, and kept by shells. */
function refuseCredential(url: string): void {
  if (!URL.canParse(url)) return;
  const { username, password } = new URL(url);
  if (username === '' && password === '') return;
  throw new PlumblineError('usage', 'the URL of --source holds a credential', {
    advice:
      'Take it out, and set PLUMBLINE_GIT_TOKEN (and PLUMBLINE_GIT_USERNAME where the host wants one). A command line is no place for it.',
  });
}

/** Short names for the report: the last part of each path or URL, numbered where two are the same. */
function nameSources(urls: readonly string[]): string[] {
  const taken = new Map<string, number>();
  return urls.map((url) => {
    const place = isRemote(url) ? url.replace(/[?#].*$/, '') : resolve(url);
    const name = basename(place.replace(/\/+$/, '')).replace(/\.git$/, '') || 'source';
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return count === 1 ? name : `${name}-${count}`;
  });
}
