import type { Revision } from '../desired-state.ts';
import type { Advice } from '../report.ts';
import type { ResolvedInput } from './resolved-input.ts';

/** Names what makes the desired state move without a commit: nobody can tell from git alone what a cluster is compared with. */
export function adviseMoving(revisions: readonly Revision[]): readonly Advice[] {
  return revisions.flatMap(({ source, resolved = [] }) =>
    resolved.filter(({ moves }) => moves === true).map((input): Advice => ({ about: source, message: describeMoving(input) })),
  );
}

function describeMoving({ type, name, wanted, found }: ResolvedInput): string {
  switch (type) {
    case 'chart':
      return `The chart ${name} is ${found}, the newest that ${wanted} lets in: what is compared changes when another is published, without a commit. Name one version, and update it by a commit.`;
    case 'tag':
      return `Its revision ${wanted} is the tag ${found}, the newest of that range: what is compared changes with the next tag. Where that is not wanted, name a tag.`;
    case 'base':
      return `The base ${name} is taken at ${wanted}, which is ${found.slice(0, 12)} now and moves without a commit here. Name a tag or a commit in its ?ref=.`;
  }
}
