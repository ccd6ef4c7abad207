import { asJsonObject, asString, isJsonList, type Json } from '../json.ts';
import type { PullRequestOrigin } from './provenance.ts';
import type { ForgeApi } from './provenance-request.ts';

/** What a forge answered to the question for the pull requests of a commit. A request that is not merged brought nothing. */
export function readPullRequests(type: ForgeApi['type'], answer: Json | undefined): PullRequestOrigin {
  if (answer === undefined || !isJsonList(answer)) return { type: 'unknown', reason: 'the answer was no list of pull requests' };
  const merged = answer.map(asJsonObject).filter((each) => isMerged(type, each));
  const [first] = merged.flatMap((each): PullRequestOrigin[] => {
    const number = each[type === 'github' ? 'number' : 'iid'];
    const url = asString(each[type === 'github' ? 'html_url' : 'web_url']);
    const isLink = url?.startsWith('https://') === true;
    return typeof number === 'number' ? [{ type: 'merged', number, ...(isLink ? { url } : {}) }] : [];
  });
  if (first !== undefined) return first;
  return { type: 'none', reason: answer.length === 0 ? 'the forge knows of none' : 'it is in one that is not merged' };
}

function isMerged(type: ForgeApi['type'], request: Readonly<Record<string, Json>>): boolean {
  switch (type) {
    case 'github':
      return typeof request['merged_at'] === 'string';
    case 'gitlab':
      return request['state'] === 'merged';
  }
}
