import { formatRef } from '../../kube-object.ts';
import type { DriftReport } from '../../report.ts';
import type { Settled, SettledHow } from '../../settled/settled.ts';
import { describeAuthor } from '../describe-author.ts';
import { escapeText } from '../escape-text.ts';
import { writeNotes } from './write-notes.ts';

const ENDINGS: Readonly<Record<SettledHow, string>> = {
  'put-back': 'put back',
  adopted: 'adopted into git',
  deleted: 'deleted',
  excused: 'let go by a rule now',
};

/** What departed in the report before and does not any more; nothing where that is not known. */
export function writeSettled({ settled = [], readAt }: DriftReport): string {
  return writeNotes(
    'settled',
    'Over since the report before',
    '',
    settled.map((item) => ({
      subject: `${formatRef(item.ref)}${item.at === undefined ? '' : ` ${item.at}`}`,
      text: describeEnding(item, readAt),
    })),
  );
}

function describeEnding({ how, setBy, commit }: Settled, readAt: string): string {
  const by = setBy === undefined ? '' : ` by ${describeAuthor(setBy, readAt)}`;
  const at = commit === undefined ? '' : `, ${escapeText(commit.source)} at ${escapeText(commit.commit.slice(0, 12))}`;
  return `${ENDINGS[how]}${by}${at}`;
}
