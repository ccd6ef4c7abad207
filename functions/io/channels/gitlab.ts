import type { Alert } from '../../core/alert/alert.ts';
import { describeForgeStatus, findCommit, renderForgeComment, renderForgeIssue } from '../../core/alert/channels/forge-issue.ts';
import { linkUrl } from '../../core/alert/link-url.ts';
import { PlumblineError } from '../../core/errors.ts';
import { asJsonObject, asString } from '../../core/json.ts';
import type { ChannelAnswer } from '../requests/send-request.ts';
import { type OpenChannel, type Receipt, refuse } from './channel.ts';
import { readSecretField } from './read-channel-secret.ts';

const LONGEST_DESCRIPTION = 255;

/** The same as on GitHub, with GitLab's interface: an issue for each incident, and a status on the commit that was compared. */
export const openGitlab: OpenChannel<'gitlab'> = ({ project, secret, url, issues, statuses, source }, world) => ({
  updates: true,
  send: async (alert, receipt) => {
    const token = await readSecretField(world, secret, 'token');
    const call: Call = (method, path, body) => {
      const address = `${url}/api/v4/projects/${encodeURIComponent(project)}${path}`;
      return world.request({ method, url: address, headers: { 'private-token': token }, body: JSON.stringify(body) });
    };
    const commit = statuses ? findCommit(alert, source)?.commit : undefined;
    const before = receipt?.['commit'];
    const isOver = alert.type === 'resolved';
    for (const each of new Set([before, commit].filter((sha) => sha !== undefined))) {
      const isLeft = each !== commit && commit !== undefined;
      await setStatus(call, alert, each, isOver || isLeft ? 'success' : 'failed');
    }
    const number = issues ? await keepIssue(call, alert, receipt) : undefined;
    const kept = commit ?? before;
    return { ...(kept === undefined ? {} : { commit: kept }), ...(number === undefined ? {} : { issue: number }) };
  },
});

type Call = (method: 'POST' | 'PUT', path: string, body: object) => Promise<ChannelAnswer>;

async function setStatus(call: Call, alert: Alert, commit: string, state: 'failed' | 'success'): Promise<void> {
  const target = linkUrl(alert.reportUrl);
  const { status, json } = await call('POST', `/statuses/${commit}`, {
    state,
    name: `plumbline/${alert.incident}`,
    description: describeForgeStatus(alert, LONGEST_DESCRIPTION),
    ...(target === undefined ? {} : { target_url: target }),
  });
  // A status that stands already cannot be set again, which is as good as a confirmation.
  const isSame = status === 400 && (asString(asJsonObject(json)['message']) ?? '').startsWith('Cannot transition status');
  if (status !== 201 && !isSame) throw refuse({ status });
}

async function keepIssue(call: Call, alert: Alert, receipt: Receipt | undefined): Promise<string> {
  const { title, body, isOver } = renderForgeIssue(alert);
  const need = ({ status, json }: ChannelAnswer, expected: number) => {
    if (status !== expected) throw refuse({ status });
    return asJsonObject(json);
  };
  const known = receipt?.['issue'];
  if (known === undefined) {
    const number = need(await call('POST', '/issues', { title, description: body }), 201)['iid'];
    if (typeof number !== 'number') throw new PlumblineError('runtime', 'GitLab took the issue and did not say its number');
    if (isOver) need(await call('PUT', `/issues/${number}`, { state_event: 'close' }), 200);
    return String(number);
  }
  // Sent whatever the state is: to close what is closed changes nothing.
  const event = isOver ? 'close' : 'reopen';
  need(await call('PUT', `/issues/${known}`, { title, description: body, state_event: event }), 200);
  if (!alert.quiet) need(await call('POST', `/issues/${known}/notes`, { body: renderForgeComment(alert) }), 201);
  return known;
}
