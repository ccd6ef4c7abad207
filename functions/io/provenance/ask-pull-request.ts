import { messageOf } from '../../core/errors.ts';
import { buildPullRequestQuery, findForgeApi } from '../../core/provenance/find-forge-api.ts';
import type { PullRequestOrigin } from '../../core/provenance/provenance.ts';
import type { ForgeApi } from '../../core/provenance/provenance-request.ts';
import { readPullRequests } from '../../core/provenance/read-pull-requests.ts';
import { createSendRequest, type SendLimits } from '../requests/send-request.ts';

export interface PullRequestQuestion {
  readonly url: string;
  readonly commit: string;
  readonly forge: ForgeApi | undefined;
  /** That of the source. */
  readonly token: string | undefined;
}

/** A check does not wait long for what it can do without. */
const LIMITS: SendLimits = { timeoutMs: 5_000, budgetMs: 3_000, attempts: 2, firstWaitMs: 500 };

/** Asks a forge whether a commit came by a pull request. Never throws: what could not be asked is `unknown`, in words of our own. */
export async function askPullRequest(
  { url, commit, forge, token }: PullRequestQuestion,
  limits: SendLimits = LIMITS,
): Promise<PullRequestOrigin> {
  const api = findForgeApi(url, forge);
  if (api === undefined) return { type: 'unknown', reason: 'its host is no forge that can be asked; `forge` in plumbline.yaml names one' };
  const query = buildPullRequestQuery(api, commit, token);
  try {
    const { status, json } = await createSendRequest(limits)({ method: 'GET', ...query });
    return status === 200 ? readPullRequests(api.type, json) : { type: 'unknown', reason: explainStatus(status, new URL(query.url).host) };
  } catch (error) {
    return { type: 'unknown', reason: messageOf(error) };
  }
}

function explainStatus(status: number, host: string): string {
  if (status === 401 || status === 403) return `${host} answered ${status}: the token of the source may not read its pull requests`;
  if (status === 404) return `${host} answered 404: there is no such repository, or the token may not see it`;
  if (status === 422) return `${host} answered 422: it does not know the commit`;
  return `${host} answered ${status}`;
}
