import { escapeControls } from '../../core/render/escape-text.ts';
import { renderAdoptions } from '../../core/render/ways-out/render-adoptions.ts';
import { findAdoptions } from '../../io/ways-out/find-ways-out.ts';
import { writeDiff } from '../../io/ways-out/write-diff.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { openAdoptionRequests } from '../open-adoption-request.ts';
import { planWayOut, WAYS_OUT_OPTIONS } from '../ways-out-options.ts';
import { withRunOptions } from '../with-run-options.ts';
import { writeOutput } from '../write-output.ts';

/** Prints the diff that makes git say what the cluster has. Changes no file. */
export const adoptCommand: Command = {
  positionals: [
    { name: 'KIND/NAME', optional: true, help: 'The object, like deployment/web; * stands for any text. Default: all that depart.' },
  ],
  options: [
    { name: 'output-file', value: 'FILE', help: 'Write the diff there.' },
    {
      name: 'pull-request',
      help: 'Open a pull or merge request with the edits and the report at GitHub or GitLab, or bring the open one up to date. Needs PLUMBLINE_GIT_TOKEN.',
    },
    { name: 'quiet', short: 'q', help: 'Neither progress nor what was taken over on stderr.' },
    ...WAYS_OUT_OPTIONS,
  ],
  description:
    'Prints a unified diff, for "git apply", that makes the manifests in git say what the cluster has: one line for one field, comments and order kept; a file for an object that git does not have. What cannot be edited safely is told with its line, and no secret stands in a diff. Changes no file; with --pull-request, a forge gets a branch and a request, and nothing is merged. Exit code: 0 nothing departs, 1 there is something to adopt, 2 could not run, 3 something that departs was not taken over.',
  examples: [
    { command: 'plumbline adopt -s . --path deploy | git apply', does: 'Take over everything.' },
    { command: 'plumbline adopt deployment/web -n shop -s . --field /spec/replicas', does: 'One field of one object.' },
    {
      command: 'plumbline adopt -s https://git.example.com/shop.git --path deploy --pull-request',
      does: 'As a request, with the report as its text.',
    },
    { command: 'plumbline adopt -s . --report drift.json --output-file adopt.diff', does: 'What a report tells.' },
  ],
  run: async (context) => {
    const { arguments: args, stderr } = context;
    const { input, choice } = await planWayOut('adopt', args.positionals, context);
    const { report, found } = await withRunOptions(input, context, (options) => findAdoptions(choice, options));
    const diffs = found.files.map(writeDiff);
    const texts = diffs.flatMap((diff) => (diff.type === 'diff' ? [diff.text] : []));
    await writeOutput(texts.join(''), args.text('output-file'), context);
    const hidden = diffs.flatMap((diff) =>
      diff.type === 'secret' ? [`${diff.file.file}: a line beside the change holds a secret, so no diff is shown: edit it by hand\n`] : [],
    );
    if (!args.has('quiet')) await stderr.write(`${renderAdoptions(found.objects)}${hidden.map(escapeControls).join('')}`);
    if (args.has('pull-request') && texts.length > 0) {
      const files = diffs.flatMap((diff) => (diff.type === 'diff' ? [diff.file] : []));
      await stderr.write(await openAdoptionRequests({ files, objects: found.objects, report }, input, context));
    }
    if (found.objects.length === 0) return EXIT.inSync;
    const isWhole =
      hidden.length === 0 &&
      found.objects.every(({ how, refusals }) => how !== 'none' && refusals.every(({ reason }) => reason === 'gone'));
    return isWhole ? EXIT.drifted : EXIT.incomplete;
  },
};
