import { formatRef, refKey } from '../../kube-object.ts';
import type { DriftReport } from '../../report.ts';
import type { Restore } from '../../ways-out/restore/plan-restore.ts';
import { escapeText } from '../escape-text.ts';
import { formatValue } from '../format-value.ts';
import { describeRefusal } from './describe-refusal.ts';

/** Which of two ways is printed where there are both. */
export type RestoreForm = 'patch' | 'apply';

/** The commands as a script for a shell: what each does stands above it as a comment, and so does what no command can do. */
export function renderRestores(restores: readonly Restore[], report: DriftReport, form: RestoreForm): string {
  const differences = new Map(report.differences.map((difference) => [refKey(difference.ref), difference]));
  const head = [
    '# Puts git back. Read it, then run it with a kubeconfig of the cluster',
    `# ${escapeText(report.check.cluster.name)}, in a clone of the repository at the commit that was compared. Plumbline runs none of it.`,
  ];
  const blocks = restores.map((restore) => {
    const difference = differences.get(refKey(restore.ref));
    const fields = difference?.type === 'modified' ? difference.fields : [];
    const refused = new Set(restore.refusals.map(({ at }) => at));
    const lines = fields
      .filter(({ at }) => !refused.has(at))
      .map(
        (field) =>
          `#   ${escapeText(field.at)}: ${'live' in field ? formatValue(field.live) : 'absent'} -> ${'desired' in field ? formatValue(field.desired) : 'absent'}`,
      );
    const holds = restore.how === 'delete' && HOLDERS.has(restore.ref.kind) ? '; all that is in it goes with it: uncomment' : '';
    const title = `# ${escapeText(formatRef(restore.ref))}: ${TITLES[restore.how]}${holds}`;
    const refusals = restore.refusals.map((refusal) => `#   ${describeRefusal(refusal)}`);
    const useApply = form === 'apply' && restore.applyCommand !== undefined;
    const note =
      form === 'apply' && restore.how === 'patch' && !useApply
        ? ['#   (no server-side apply: it takes nothing away from others, and kubectl would drop what the client applied)']
        : [];
    return [title, ...lines, ...refusals, ...note, ...listCommands(restore, useApply)].join('\n');
  });
  return `${[head.join('\n'), ...blocks].join('\n\n')}\n`;
}

const TITLES: Readonly<Record<Restore['how'], string>> = {
  patch: 'these fields',
  apply: 'the object, from git',
  replace: 'cannot be changed; to delete it and make it again from git, uncomment',
  delete: 'deleted, since no repository declares it',
  none: 'no command',
};

/** Kinds that other objects, or data, go with. */
const HOLDERS: ReadonlySet<string> = new Set(['Namespace', 'CustomResourceDefinition', 'PersistentVolume', 'PersistentVolumeClaim']);

/** What deletes more than an object that nobody declares is a comment: nobody is to run it by running the script. */
function listCommands({ ref, how, commands, applyCommand = '' }: Restore, useApply: boolean): readonly string[] {
  if (useApply) return [applyCommand];
  const takesMore = how === 'replace' || (how === 'delete' && HOLDERS.has(ref.kind));
  return takesMore ? commands.map((command) => command.replace(/^/gm, '# ')) : commands;
}
