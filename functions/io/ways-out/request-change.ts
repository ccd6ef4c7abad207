import { PlumblineError } from '../../core/errors.ts';
import { asJsonObject, asString, isJsonList, type Json } from '../../core/json.ts';
import type { RepositoryApi } from '../../core/provenance/find-forge-api.ts';
import type { EditedFile } from '../../core/ways-out/adopt/plan-adoption.ts';
import { type ChannelRequest, createSendRequest, type SendLimits, type SendRequest } from '../requests/send-request.ts';

/** What is asked of a forge: a branch with edited files over a commit, and a request to merge it. */
export interface ChangeRequest {
  readonly api: RepositoryApi;
  readonly token: string;
  /** The commit whose files were edited; it is what the branch begins at. */
  readonly commit: string;
  /** The branch to merge into; absent: the one that the forge takes by default. */
  readonly base: string | undefined;
  /** The same for the same edits: what is asked twice is one request. */
  readonly branch: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly files: readonly EditedFile[];
}

/** Where the request is, and whether it was there already. */
export interface OpenedRequest {
  readonly url: string;
  readonly isNew: boolean;
}

const LIMITS: SendLimits = { timeoutMs: 20_000, budgetMs: 20_000, attempts: 3, firstWaitMs: 500 };
/** What both forges take. */
const LONGEST_BODY = 60_000;

/**
 * Opens a pull request (GitHub) or merge request (GitLab), or brings the open one of this branch up to date. Throws PlumblineError with a status and
 * words of our own: an answer may repeat what was sent.
 */
export function requestChange(request: ChangeRequest, limits: SendLimits = LIMITS): Promise<OpenedRequest> {
  const send = createSendRequest(limits);
  const whole = { ...request, body: request.body.length <= LONGEST_BODY ? request.body : `${request.body.slice(0, LONGEST_BODY)}\n\n…` };
  switch (request.api.type) {
    case 'github':
      return requestOfGithub(whole, send);
    case 'gitlab':
      return requestOfGitlab(whole, send);
  }
}

async function requestOfGithub(
  { api, token, commit, branch, title, body, files, base }: ChangeRequest,
  send: SendRequest,
): Promise<OpenedRequest> {
  const root = `${api.api}/repos/${api.project.split('/').map(encodeURIComponent).join('/')}`;
  const headers = { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
  const call = createCall(root, headers, send);
  const target = base ?? asString(asJsonObject((await call('GET', '')).json)['default_branch']) ?? 'main';
  const parent = asJsonObject((await call('GET', `/git/commits/${encodeURIComponent(commit)}`)).json);
  const tree = await call('POST', '/git/trees', {
    base_tree: asString(asJsonObject(parent['tree'])['sha']) ?? '',
    tree: files.map(({ file, after }) => ({
      path: file,
      mode: '100644',
      type: 'blob',
      ...(after === undefined ? { sha: null } : { content: after }),
    })),
  });
  const made = await call('POST', '/git/commits', { message: title, tree: shaOf(tree.json), parents: [commit] });
  const ref = encodeURIComponent(`heads/${branch}`).replaceAll('%2F', '/');
  const created = await call('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha: shaOf(made.json) }, [201, 422]);
  if (created.status === 422) await call('PATCH', `/git/refs/${ref}`, { sha: shaOf(made.json), force: true });
  const owner = api.project.split('/')[0] ?? '';
  const open = (await call('GET', `/pulls?state=open&head=${encodeURIComponent(`${owner}:${branch}`)}`)).json;
  const known = isJsonList(open) ? asJsonObject(open[0])['number'] : undefined;
  const answer =
    typeof known === 'number'
      ? await call('PATCH', `/pulls/${known}`, { title, body })
      : await call('POST', '/pulls', { title, body, head: branch, base: target });
  return { url: asString(asJsonObject(answer.json)['html_url']) ?? '', isNew: typeof known !== 'number' };
}

async function requestOfGitlab(
  { api, token, commit, branch, title, body, files, base }: ChangeRequest,
  send: SendRequest,
): Promise<OpenedRequest> {
  const call = createCall(`${api.api}/projects/${encodeURIComponent(api.project)}`, { 'private-token': token }, send);
  const target = base ?? asString(asJsonObject((await call('GET', '')).json)['default_branch']) ?? 'main';
  const actions = files.map(({ file, before, after }) => ({
    action: before === undefined ? 'create' : after === undefined ? 'delete' : 'update',
    file_path: file,
    ...(after === undefined ? {} : { content: after }),
  }));
  await call('POST', '/repository/commits', { branch, start_sha: commit, force: true, commit_message: title, actions });
  const open = (await call('GET', `/merge_requests?state=opened&source_branch=${encodeURIComponent(branch)}`)).json;
  const known = isJsonList(open) ? asJsonObject(open[0])['iid'] : undefined;
  const words = { title, description: body };
  const answer =
    typeof known === 'number'
      ? await call('PUT', `/merge_requests/${known}`, words)
      : await call('POST', '/merge_requests', { ...words, source_branch: branch, target_branch: target, remove_source_branch: true });
  return { url: asString(asJsonObject(answer.json)['web_url']) ?? '', isNew: typeof known !== 'number' };
}

type Call = (
  method: ChannelRequest['method'],
  path: string,
  body?: object,
  expected?: readonly number[],
) => Promise<{ readonly status: number; readonly json: Json | undefined }>;

function createCall(root: string, headers: Readonly<Record<string, string>>, send: SendRequest): Call {
  const host = new URL(root).host;
  return async (method, path, body, expected = [200, 201]) => {
    const answer = await send({ method, url: `${root}${path}`, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (expected.includes(answer.status)) return answer;
    throw new PlumblineError('runtime', `${host} answered ${answer.status} to ${method} ${path.replace(/\?.*$/, '') || '/'}`, {
      advice: adviceOn(answer.status),
    });
  };
}

function adviceOn(status: number): string {
  if (status === 401 || status === 403) return 'PLUMBLINE_GIT_TOKEN has to be one that may push branches and open requests there.';
  if (status === 404 || status === 422 || status === 400)
    return 'The commit that was compared has to be pushed there, and the token has to see the repository.';
  return 'Nothing was merged. Run it again, or apply the diff by hand.';
}

function shaOf(json: Json | undefined): string {
  return asString(asJsonObject(json)['sha']) ?? '';
}
