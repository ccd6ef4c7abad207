import type { Alert } from '../../core/alert/alert.ts';
import { describeForgeStatus, findCommit, renderForgeComment, renderForgeIssue } from '../../core/alert/channels/forge-issue.ts';
import { linkUrl } from '../../core/alert/link-url.ts';
import { PlumblineError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { asJsonObject } from '../../core/json.ts';
import { type OpenChannel, type Receipt, refuse } from './channel.ts';
import { readSecretField } from './read-channel-secret.ts';

const LONGEST_DESCRIPTION = 140;

/**
 * An issue for each incident and a status on the commit that was compared, in a context of its own, so that two incidents do not answer for each other.
 * What can be repeated comes first, and the comment last.
 */
export const openGithub: OpenChannel<'github'> = ({ repository, secret, url, issues, statuses, source }, world) => ({
  updates: true,
  send: async (alert, receipt) => {
    const token = await readSecretField(world, secret, 'token');
    const call = async (method: 'POST' | 'PATCH', path: string, body: object, expected: number): Promise<Json | undefined> => {
      const headers = { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
      const { status, json } = await world.request({
        method,
        url: `${url}/repos/${repository}${path}`,
        headers,
        body: JSON.stringify(body),
      });
      if (status !== expected) throw refuse({ status });
      return json;
    };
    const setStatus = async (commit: string, state: 'failure' | 'success', description: string): Promise<void> => {
      const target = linkUrl(alert.reportUrl);
      const context = `plumbline/${alert.incident}`;
      await call(
        'POST',
        `/statuses/${commit}`,
        { state, description, context, ...(target === undefined ? {} : { target_url: target }) },
        201,
      );
    };
    const commit = statuses ? findCommit(alert, source)?.commit : undefined;
    const before = receipt?.['commit'];
    const isOver = alert.type === 'resolved';
    for (const each of new Set([before, commit].filter((sha) => sha !== undefined))) {
      const isLeft = each !== commit && commit !== undefined;
      const description = isLeft && !isOver ? `Moved on to ${commit.slice(0, 10)}` : describeForgeStatus(alert, LONGEST_DESCRIPTION);
      await setStatus(each, isOver || isLeft ? 'success' : 'failure', description);
    }
    const number = issues ? await keepIssue(call, alert, receipt) : undefined;
    const kept = commit ?? before;
    return { ...(kept === undefined ? {} : { commit: kept }), ...(number === undefined ? {} : { issue: number }) };
  },
});

type Call = (method: 'POST' | 'PATCH', path: string, body: object, expected: number) => Promise<Json | undefined>;

async function keepIssue(call: Call, alert: Alert, receipt: Receipt | undefined): Promise<string> {
  const { title, body, isOver } = renderForgeIssue(alert);
  const known = receipt?.['issue'];
  if (known === undefined) {
    const number = asJsonObject(await call('POST', '/issues', { title, body }, 201))['number'];
    if (typeof number !== 'number') throw new PlumblineError('runtime', 'GitHub took the issue and did not say its number');
    if (isOver) await call('PATCH', `/issues/${number}`, { state: 'closed', state_reason: 'completed' }, 200);
    return String(number);
  }
  const state = isOver ? { state: 'closed', state_reason: 'completed' } : { state: 'open' };
  await call('PATCH', `/issues/${known}`, { title, body, ...state }, 200);
  if (!alert.quiet) await call('POST', `/issues/${known}/comments`, { body: renderForgeComment(alert) }, 201);
  return known;
}
