import type { SourceRef } from '../core/check.ts';
import { PlumblineError } from '../core/errors.ts';
import { parseGitRemote } from '../core/init/parse-git-remote.ts';
import { findForgeApi } from '../core/provenance/find-forge-api.ts';
import { escapeText } from '../core/render/escape-text.ts';
import { markdownRenderer } from '../core/render/render-markdown.ts';
import type { DriftReport } from '../core/report.ts';
import { describeRequest, nameBranch } from '../core/ways-out/adopt/describe-request.ts';
import type { Adoption, EditedFile } from '../core/ways-out/adopt/plan-adoption.ts';
import { readOrigin } from '../io/git/read-origin.ts';
import { requestChange } from '../io/ways-out/request-change.ts';
import type { CommandContext } from './command.ts';
import type { CheckInput } from './with-run-options.ts';

/** What is to be asked for: edited files of sources, and the report that it is about. */
export interface AdoptionRequest {
  readonly files: readonly EditedFile[];
  readonly objects: readonly Adoption[];
  readonly report: DriftReport;
}

/**
 * Opens a request at the forge of each source that has edits, or brings the open one up to date. The token is that of the environment. Returns a line
 * for each. Throws PlumblineError where there is no token, or no forge that takes it.
 */
export async function openAdoptionRequests(
  { files, objects, report }: AdoptionRequest,
  input: CheckInput,
  context: CommandContext,
): Promise<string> {
  const { environment, now } = context;
  const lines: string[] = [];
  for (const id of new Set(files.map(({ source }) => source))) {
    const source = input.check.sources.find((each) => each.id === id);
    const commit = report.revisions.find((each) => each.source === id)?.commit;
    if (source === undefined || commit === undefined || commit === 'worktree') {
      throw refuse(
        `${id} was not read at a commit of a repository that is named`,
        'Name the source with --source, and leave --worktree out.',
      );
    }
    if (environment.gitToken === undefined)
      throw refuse('there is no token for it', 'Put one into PLUMBLINE_GIT_TOKEN that may push branches and open requests.');
    const url = await findUrl(source);
    const api = url === undefined ? undefined : findForgeApi(url, source.provenance?.forge ?? input.config.provenance?.forge);
    if (api === undefined)
      throw refuse(`${id} is at no GitHub or GitLab`, '`provenance.forge` in plumbline.yaml names the API of a host of your own.');
    const text = markdownRenderer.render(report, { colour: false, width: 100, now, explain: false });
    const { title, body } = describeRequest(report.check.cluster.name, objects, text);
    const opened = await requestChange({
      api,
      token: environment.gitToken,
      commit,
      base: /^(HEAD|[0-9a-f]{40}|refs\/.*)$/.test(source.revision) ? undefined : source.revision,
      branch: nameBranch(report.check.cluster.name, objects),
      title,
      body,
      files: files.filter((file) => file.source === id),
    });
    lines.push(`${opened.isNew ? 'opened' : 'brought up to date'}: ${escapeText(opened.url)}\n`);
  }
  return lines.join('');
}

function refuse(what: string, advice: string): PlumblineError {
  return new PlumblineError('usage', `--pull-request: ${what}`, { advice });
}

/** Of a local repository, where its `origin` is. */
async function findUrl({ url }: SourceRef): Promise<string | undefined> {
  const remote = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : ((await readOrigin(url))?.remote ?? '');
  return parseGitRemote(remote);
}
