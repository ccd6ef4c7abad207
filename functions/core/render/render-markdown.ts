import { spellPlace } from '../field-place.ts';
import { formatRef } from '../kube-object.ts';
import { listFindings } from '../provenance/list-findings.ts';
import type { DriftReport } from '../report.ts';
import { describeAuthor } from './describe-author.ts';
import { describeBlame } from './describe-blame.ts';
import { describeLack, describeMaking, nameFinding } from './describe-provenance.ts';
import { describeUnchecked } from './describe-unchecked.ts';
import { type FoldedDifferences, foldDifferences, type NamespaceDifferences, type RepeatedChange } from './fold-differences.ts';
import { formatAge } from './format-age.ts';
import { formatBytes, formatCount, formatPlural, formatShare } from './format-quantity.ts';
import { formatValue } from './format-value.ts';
import { formatCode, formatPlain } from './markdown/format-code.ts';
import { formatLevel, formatSeverities } from './markdown/format-severity.ts';
import { type Block, joinBlocks } from './markdown/join-blocks.ts';
import { writeObjectTable } from './markdown/write-object-table.ts';
import type { Renderer, RenderOptions } from './renderer.ts';

/** For a pull request or an issue: GitHub's Markdown, within its limit on length. */
export const markdownRenderer: Renderer = {
  name: 'markdown',
  mediaType: 'text/markdown; charset=utf-8',
  extension: 'md',
  tells: 'every-object',
  render: renderMarkdown,
};

const MARKS: Readonly<Record<DriftReport['verdict'], string>> = {
  'in-sync': '✅ In sync',
  drifted: '❌ Drifted',
  incomplete: '⚠️ Incomplete',
};

const PROVENANCE_MARKS = { violated: '❌', undecided: '⚠️', noted: '⚠️' } as const;

function renderMarkdown(report: DriftReport, options: RenderOptions): string {
  const folded = foldDifferences(report.differences, options.explain);
  const blocks: Block[] = [
    { text: writeHead(report), differences: 0 },
    ...writeList(
      'Provenance',
      listFindings(report),
      (finding) => `${PROVENANCE_MARKS[finding.state]} ${formatPlain(nameFinding(finding))}: ${formatPlain(finding.message)}`,
    ),
    ...writeList(
      'Look at first',
      folded.first.slice(0, 7),
      ({ ref, type, severity }) => `${formatLevel(severity.level)} ${formatCode(formatRef(ref))} (${type}): ${formatPlain(severity.why)}`,
    ),
    // Before the differences: what was not checked must not be what the limit cuts off.
    ...writeGaps(report),
    ...writeDifferences(folded, options.now),
    ...writeImages(report),
    ...writeList(
      'Let go by rules',
      report.suppressed,
      ({ rule, reason, count }) => `${formatCode(rule)} ${formatCount(count)}: ${formatPlain(reason)}`,
    ),
  ];
  const { cost } = report;
  return joinBlocks(
    blocks,
    `<sub>${formatPlural(cost.requests, 'request')}, ${formatBytes(cost.bytes)} read, at ${formatPlain(report.readAt)}</sub>`,
  );
}

function writeHead(report: DriftReport): string {
  const { verdict, check, counts, coverage, revisions, serverVersion } = report;
  const lack = describeLack(listFindings(report));
  const revision = revisions.map((told) =>
    [
      `${formatCode(told.source)} ${formatCode(told.revision)} at ${formatCode(told.commit.slice(0, 8))}`,
      ...describeMaking(told).map(formatPlain),
    ].join(' · '),
  );
  const severities = formatSeverities(counts.severities);
  const share = coverage.ratio === null ? 'not known' : formatShare(coverage.ratio);
  return [
    `### ${MARKS[verdict]}: ${formatCode(check.cluster.name || check.cluster.server)}`,
    '',
    `${formatCount(counts.compared)} compared · **${formatCount(counts.modified)} modified** · **${formatCount(counts.missing)} missing** · **${formatCount(counts.unmanaged)} unmanaged** · ${formatCount(counts.unchecked)} unchecked · ${formatCount(counts.undecided)} undecided · coverage ${share} · Kubernetes ${formatCode(serverVersion)}`,
    ...(severities === '' ? [] : ['', severities]),
    ...(lack === undefined ? [] : ['', `⚠️ **${formatPlain(lack)}**`]),
    '',
    `git: ${revision.join(', ')}`,
  ].join('\n');
}

/** Advice: none of it is a difference. */
function writeImages({ images }: DriftReport): Block[] {
  if (images === undefined) return [];
  const { declared, movedTags, unpinned } = images;
  const floating = unpinned.filter(({ pinning }) => pinning === 'floating');
  const all = declared.digest + declared.tag + declared.floating;
  return [
    {
      text: `Images: ${formatCount(declared.digest)} of ${formatCount(all)} declared are pinned by digest, ${formatCount(declared.tag)} by tag alone, ${formatCount(declared.floating)} latest or without a tag`,
      differences: 0,
    },
    ...writeList('Tags that were moved under running Pods', movedTags, ({ ref, container, image, digests, now }) => {
      const runs = digests.map(({ digest, pods }) => `${formatCode(digest.slice(0, 19))} in ${formatPlural(pods, 'Pod')}`).join(', ');
      return `${formatCode(formatRef(ref))} ${formatCode(container)}: ${formatCode(image)} runs as ${runs}${now === undefined ? '' : `, and names ${formatCode(now.slice(0, 19))} now`}`;
    }),
    ...writeList(
      'Images that name no release',
      floating,
      ({ ref, container, image }) => `${formatCode(formatRef(ref))} ${formatCode(container)}: ${formatCode(image)}`,
    ),
  ];
}

function writeDifferences({ repeated, namespaces }: FoldedDifferences, now: string): Block[] {
  return [...repeated.map((change) => writeRepeated(change, now)), ...namespaces.flatMap((namespace) => writeNamespace(namespace, now))];
}

function writeRepeated({ example, objects }: RepeatedChange, now: string): Block {
  const names = objects.map(({ ref }) => formatCode(formatRef(ref))).join(', ');
  const title = `The same change in ${formatPlural(objects.length, 'object')}`;
  return {
    text: `### ${title}\n\n${writeObjectTable(example, now)}\n\n<details><summary>${title}</summary>\n\n${names}\n\n</details>`,
    differences: objects.length,
  };
}

function writeNamespace({ namespace, missing, modified, unmanaged }: NamespaceDifferences, now: string): Block[] {
  const title: Block = { text: `### ${namespace === null ? 'The cluster itself' : `Namespace ${formatCode(namespace)}`}`, differences: 0 };
  const gone = missing.map(
    ({ ref, origin, madeOf, blame, severity }): Block => ({
      text: `- ${formatLevel(severity.level)} ${formatCode(formatRef(ref))} is **missing**, ${madeOf ? `to be made of ${formatCode(formatRef(madeOf))}, ` : ''}declared at ${formatCode(`${origin.file}:${origin.line}`)}${blame ? `, ${formatPlain(describeBlame(blame, now))}` : ''}`,
      differences: 1,
    }),
  );
  const extra = unmanaged.map(({ ref, setBy, since, severity }): Block => {
    const story = [setBy ? describeAuthor(setBy, now) : '', since ? `created ${formatAge(since, now)}` : ''].filter(Boolean).join(', ');
    return {
      text: `- ${formatLevel(severity.level)} ${formatCode(formatRef(ref))} is **unmanaged**${story ? `: ${formatPlain(story)}` : ''}`,
      differences: 1,
    };
  });
  const tables = modified.map((object): Block => ({ text: writeObjectTable(object, now), differences: 1 }));
  const all = [...tables, ...gone, ...extra];
  return all.length === 0 ? [] : [title, ...all];
}

function writeGaps({ unchecked, undecided, pruned, advice }: DriftReport): Block[] {
  return [
    ...writeList('Could not be checked', unchecked, (item) => {
      const { what, why, advice: hint } = describeUnchecked(item);
      return `${formatCode(what)}: ${formatPlain(why)}${hint ? `. ${formatPlain(hint)}` : ''}`;
    }),
    ...writeList(
      'Undecided',
      undecided,
      ({ ref, at, live, reason }) =>
        `${formatCode(`${formatRef(ref)} ${at}`)} = ${formatCode(formatValue(live), 160)}: ${formatPlain(reason)}`,
    ),
    ...writeList(
      'Dropped by the cluster',
      pruned,
      ({ ref, at, origin, ...field }) => `${formatCode(`${formatRef(ref)} ${at}`)} at ${formatCode(spellPlace(field, origin))}`,
    ),
    ...writeList('Worth knowing', advice, ({ about, message }) => `${formatCode(about)}: ${formatPlain(message)}`),
  ];
}

/** A heading with one bullet each; a list that would fill the page is folded away, and cut with its rest counted. */
function writeList<T>(title: string, items: readonly T[], write: (item: T) => string): Block[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, 50).map((item) => `- ${write(item)}`);
  const more = items.length > shown.length ? [`- and ${formatCount(items.length - shown.length)} more`] : [];
  const list = [...shown, ...more].join('\n');
  const text =
    items.length > 8
      ? `<details><summary>${title} (${formatCount(items.length)})</summary>\n\n${list}\n\n</details>`
      : `### ${title}\n\n${list}`;
  return [{ text, differences: 0 }];
}
