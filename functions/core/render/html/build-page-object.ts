import type { Blame, Judged, Origin } from '../../difference.ts';
import { isPlaced, placeField } from '../../field-place.ts';
import { type ForgeLinks, findForgeLinks } from '../../forge-links.ts';
import type { DriftReport } from '../../report.ts';
import { createFieldJudge } from '../../severity/judge-fields.ts';
import { listFields } from '../../severity/list-fields.ts';
import { describeAdopt, describeRestore } from '../../ways-out/describe-ways-out.ts';
import { describeAuthor } from '../describe-author.ts';
import { describeBlame } from '../describe-blame.ts';
import { escapeText } from '../escape-text.ts';
import { formatAge } from '../format-age.ts';
import { formatKind } from '../text/format-object.ts';
import { buildPageField } from './build-page-field.ts';
import type { PageObject, PagePlace } from './page-object.ts';

/** Makes the objects of a report's page. One builder for one report. */
export function createObjectBuilder(report: DriftReport): (difference: Judged) => PageObject {
  const judgeField = createFieldJudge();
  const revisions = new Map(
    report.revisions.map(({ source, url, commit }) => [source, { commit, links: commit === 'worktree' ? undefined : findForgeLinks(url) }]),
  );
  const place = ({ source, file, line }: Origin): PagePlace => {
    const revision = revisions.get(source);
    const href = revision?.links === undefined ? undefined : linkTo(revision.links, revision.commit, file, line);
    return { text: escapeText(`${file}:${line}`), ...(href === undefined ? {} : { href }) };
  };
  const now = report.readAt;
  const blameOf = ({ source }: Origin, blame: Blame | undefined): { readonly blame?: PagePlace } => {
    if (blame === undefined) return {};
    const links = revisions.get(source)?.links;
    const href = links && blame.commit.isWellFormed() ? links.commit(blame.commit) : undefined;
    return { blame: { text: describeBlame(blame, now), ...(href === undefined ? {} : { href }) } };
  };
  return (difference) => {
    const { ref, severity, team, type } = difference;
    const origin = difference.type === 'unmanaged' ? undefined : difference.origin;
    const departure = {
      difference,
      commit: origin === undefined ? undefined : revisions.get(origin.source)?.commit,
      cluster: report.check.cluster.name,
    };
    const restore = describeRestore([departure])?.text;
    const adopt = describeAdopt([departure])?.text;
    const story = describeStory(difference, now);
    return {
      type,
      level: severity.level,
      rule: escapeText(severity.rule),
      why: escapeText(severity.why),
      ...(severity.override === undefined ? {} : { override: escapeText(severity.override) }),
      kind: escapeText(formatKind(ref)),
      namespace: escapeText(ref.namespace ?? ''),
      name: escapeText(ref.name),
      ...(team === undefined ? {} : { team: escapeText(team) }),
      ...(story === undefined ? {} : { story }),
      ...(origin === undefined ? {} : { place: place(origin) }),
      ...(difference.type === 'missing' ? blameOf(difference.origin, difference.blame) : {}),
      managers: listManagers(difference),
      fields:
        difference.type === 'modified'
          ? listFields(difference).map((field) => {
              const { level, why } = judgeField(difference, field);
              return {
                ...buildPageField(field, now),
                level,
                // Of one field alone the object says the same.
                ...(difference.fields.length === 1 ? {} : { why: escapeText(why) }),
                ...(isPlaced(field) ? { place: place(placeField(field, difference.origin)) } : {}),
                ...blameOf(placeField(field, difference.origin), field.blame),
              };
            })
          : [],
      ...(restore === undefined ? {} : { restore: escapeLines(restore) }),
      ...(adopt === undefined ? {} : { adopt: escapeLines(adopt) }),
    };
  };
}

/** Undefined for a commit or file that no forge could have: an address must not say anything else. */
function linkTo(links: ForgeLinks, commit: string, file: string, line: number): string | undefined {
  return file.isWellFormed() && commit.isWellFormed() ? links.file(commit, file, line) : undefined;
}

function describeStory(difference: Judged, now: string): string | undefined {
  switch (difference.type) {
    case 'modified': {
      const { delivery } = difference;
      if (delivery === undefined) return undefined;
      const age = delivery.time === undefined ? '' : `, ${formatAge(escapeText(delivery.time), now)}`;
      return `last delivered by ${escapeText(delivery.manager)}${age}`;
    }
    case 'missing':
      return difference.madeOf === undefined
        ? 'declared in git, not in the cluster'
        : escapeText(`its controller made none of ${difference.madeOf.kind} ${difference.madeOf.name}`);
    case 'unmanaged': {
      const { setBy, since } = difference;
      const parts = [
        'in the cluster, in no repository',
        ...(setBy === undefined ? [] : [describeAuthor(setBy, now)]),
        ...(since === undefined ? [] : [`created ${formatAge(escapeText(since), now)}`]),
      ];
      return parts.join(' · ');
    }
  }
}

function listManagers(difference: Judged): string[] {
  switch (difference.type) {
    case 'missing':
      return [];
    case 'unmanaged':
      return difference.setBy === undefined ? [] : [escapeText(difference.setBy.manager)];
    case 'modified':
      return [...new Set(difference.fields.flatMap(({ setBy }) => (setBy === undefined ? [] : [escapeText(setBy.manager)])))];
  }
}

/** Commands and edits have several lines; all else that a reader could not see is an escape. */
function escapeLines(text: string): string {
  return text.split('\n').map(escapeText).join('\n');
}
