import type { SourceRef } from './check.ts';
import type { CheckItem } from './check-item.ts';
import { findRule } from './discover/repository-rules.ts';

/**
 * Name of the secret with the token for a source of a check: its own or, for one that was found, that of the place it is in. Never by its id alone,
 * which what was found may share with one that was configured.
 */
export function findSecret({ sources, repositories = [] }: CheckItem, { id, url }: Pick<SourceRef, 'id' | 'url'>): string | undefined {
  const own = sources.find((source) => source.id === id && source.url === url);
  return own === undefined ? findRule(url, repositories)?.secret : own.secret;
}
