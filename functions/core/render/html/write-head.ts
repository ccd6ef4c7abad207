import type { Revision } from '../../desired-state.ts';
import { findForgeLinks } from '../../forge-links.ts';
import type { Provenance } from '../../provenance/provenance.ts';
import type { DriftReport } from '../../report.ts';
import { SEVERITIES } from '../../severity/severity.ts';
import { describeResolved } from '../describe-provenance.ts';
import { countUnchecked } from '../describe-unchecked.ts';
import { describeVerdict } from '../describe-verdict.ts';
import { escapeText } from '../escape-text.ts';
import { formatAge, formatTime } from '../format-age.ts';
import { formatBytes, formatCount, formatPlural, formatSeconds, formatShare } from '../format-quantity.ts';
import { escapeHtml } from './escape-html.ts';

const WORDS: Readonly<Record<DriftReport['verdict'], string>> = { 'in-sync': 'In sync', drifted: 'Drifted', incomplete: 'Incomplete' };

/** The verdict, and what it rests on. */
export function writeHead(report: DriftReport): string {
  const { verdict, counts } = report;
  const [first = '', ...others] = describeVerdict(report).map(escapeHtml);
  const levels = SEVERITIES.filter((level) => counts.severities[level] > 0).map(
    (level) =>
      `<li><button type="button" class="count ${level}" data-filter="level" data-value="${level}" title="Show these only"><b>${formatCount(counts.severities[level])}</b> ${level}</button></li>`,
  );
  return [
    `<section class="verdict ${verdict}" aria-labelledby="verdict">`,
    `<p class="word">${WORDS[verdict]}</p><h1 id="verdict">${first}</h1>`,
    ...others.map((sentence) => `<p class="gap">${sentence}</p>`),
    levels.length === 0 ? '' : `<ul class="levels" aria-label="Severities">${levels.join('')}</ul>`,
    `<dl class="facts">${listFacts(report)
      .map(([label, html]) => `<div><dt>${label}</dt><dd>${html}</dd></div>`)
      .join('')}</dl></section>`,
  ].join('\n');
}

function listFacts(report: DriftReport): [string, string][] {
  const { check, serverVersion, readAt, revisions, counts, coverage, unchecked, cost } = report;
  const { name, server, environment } = check.cluster;
  const seconds = Object.values(cost.seconds).reduce((sum, value) => sum + value, 0);
  const gaps = [
    ...(unchecked.length === 0 ? [] : [`${countUnchecked(unchecked)} unchecked`]),
    ...(counts.undecided === 0 ? [] : [`${formatPlural(counts.undecided, 'field')} undecided`]),
  ];
  return [
    [
      'Cluster',
      joinParts([
        `<b>${show(name || check.id)}</b>`,
        ...(environment === undefined ? [] : [show(environment)]),
        show(server),
        `Kubernetes ${show(serverVersion)}`,
      ]),
    ],
    ['Read', `${time(readAt)}; ages are told from then`],
    ...revisions.map((revision, i): [string, string] => [
      i === 0 ? 'Git' : '<span class="same">Git</span>',
      writeRevision(revision, readAt),
    ]),
    [
      'Compared',
      joinParts([
        formatPlural(counts.compared, 'object'),
        `${formatCount(counts.modified)} modified`,
        `${formatCount(counts.missing)} missing`,
        `${formatCount(counts.unmanaged)} unmanaged`,
      ]),
    ],
    [
      'Coverage',
      coverage.ratio === null
        ? 'not known: unmanaged objects were not looked for'
        : `${formatShare(coverage.ratio)} of what is there is in git`,
    ],
    ['Unchecked', gaps.length === 0 ? 'nothing: everything in scope was compared' : `<a href="#unchecked">${gaps.join(', ')}</a>`],
    ['Took', joinParts([formatSeconds(seconds), formatPlural(cost.requests, 'request'), `${formatBytes(cost.bytes)} read`])],
  ];
}

function writeRevision(revision: Revision, readAt: string): string {
  const { source, url, revision: asked, commit, committedAt, author, provenance, resolved = [] } = revision;
  const short = /^[0-9a-f]{40,64}$/.test(commit) ? commit.slice(0, 12) : commit;
  const href = commit === 'worktree' || !commit.isWellFormed() ? undefined : findForgeLinks(url)?.commit(commit);
  const code = `<code>${show(short)}</code>`;
  const link = href === undefined ? code : `<a href="${escapeHtml(href)}" rel="noopener noreferrer">${code}</a>`;
  const name = asked === commit ? '' : `${show(asked)} at `;
  return joinParts([
    `<b>${show(source)}</b>`,
    commit === 'worktree' ? 'uncommitted files' : `${name}${link}`,
    ...(committedAt === undefined ? [] : [`committed ${escapeHtml(formatAge(escapeText(committedAt), readAt))}`]),
    ...(author === undefined ? [] : [`by ${show(author.name || author.email)}`]),
    ...describeSignature(provenance),
    ...resolved.filter(({ moves }) => moves === true).map((input) => show(describeResolved(input))),
    show(url),
  ]);
}

/** Only what is proved is told as proved. */
function describeSignature(provenance: Provenance | undefined): string[] {
  const signature = provenance?.signature;
  if (signature === undefined) return [];
  if (signature.result === 'good') return [`<span class="signed">signed by ${show(signature.signer ?? 'a known signer')}</span>`];
  return [`<span class="unsigned">signature ${escapeHtml(signature.result.replaceAll('-', ' '))}: ${show(signature.reason)}</span>`];
}

function time(at: string): string {
  return `<time>${show(formatTime(at))}</time>`;
}

function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' <span aria-hidden="true">·</span> ');
}

function show(text: string): string {
  return escapeHtml(escapeText(text));
}
