import { SEVERITIES, type SeverityLevel } from '../severity/severity.ts';
import type { CheckOutcome, EventType } from './check-outcome.ts';

const MARKS: Readonly<Record<EventType, string>> = {
  'Drift Detected': ':warning:',
  'Drift Changed': ':arrows_counterclockwise:',
  'Drift Resolved': ':white_check_mark:',
  'Check Incomplete': ':grey_question:',
  'Check Failed': ':x:',
  'Check Recovered': ':ok:',
};

const MOST_KINDS = 10;

/**
 * A custom notification as Amazon Q Developer in chat applications reads it from SNS (schema version 1.0). Equal thread ids put what is told of one
 * check into one thread.
 */
export function renderChatNotification(event: EventType, outcome: CheckOutcome): string {
  const { check, cluster, counts, severities, headlines = [], commits = [], error, advice, reportKey, kindsLost = [], previous } = outcome;
  const lines = [
    ...(error === undefined ? [] : [escapeMarkdown(error)]),
    ...(event !== 'Check Failed' && previous?.failingSince !== undefined
      ? [`The check runs again; it failed since ${previous.failingSince}.`]
      : []),
    ...(counts && event !== 'Drift Resolved'
      ? [`${counts.modified} modified, ${counts.missing} missing, ${counts.unmanaged} in no repository, ${counts.unchecked} not checked`]
      : []),
    ...(severities && event !== 'Drift Resolved' ? countSeverities(severities) : []),
    ...(kindsLost.length > 0 ? [`Could be read before, and cannot be now: ${describeKinds(kindsLost)}.`] : []),
    ...headlines.map((line) => `• ${escapeMarkdown(line)}`),
    ...(commits.length > 0 ? [`Compared with ${commits.join(', ')}.`] : []),
  ];
  const nextSteps = [
    ...(advice === undefined ? [] : [escapeMarkdown(advice)]),
    ...(reportKey === undefined ? [] : [`Read it: plumbline report ${check} --at ${outcome.at}`]),
  ];
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    id: `${check}/${outcome.run}`,
    content: {
      textType: 'client-markdown',
      title: `${MARKS[event]} ${event}: ${cluster}`,
      description: lines.join('\n'),
      ...(nextSteps.length > 0 ? { nextSteps } : {}),
      keywords: ['plumbline', check],
    },
    metadata: {
      threadId: `plumbline/${check}`,
      summary: `${event} in ${cluster}`,
      eventType: event,
      relatedResources: [cluster],
      additionalContext: { check, run: outcome.run, at: outcome.at, ...(reportKey === undefined ? {} : { report: reportKey }) },
    },
  });
}

/** One line, `2 critical, 1 low`; none where nothing departs. */
function countSeverities(severities: Readonly<Record<SeverityLevel, number>>): string[] {
  const found = SEVERITIES.filter((level) => severities[level] > 0).map((level) => `${severities[level]} ${level}`);
  return found.length === 0 ? [] : [found.join(', ')];
}

function describeKinds(names: readonly string[]): string {
  const more = names.length - MOST_KINDS;
  return `${names.slice(0, MOST_KINDS).map(escapeMarkdown).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Names come from a cluster: none of their characters may format the message or mention anybody. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, ' ').replace(/[*_~`<>@|]/g, (character) => `\\${character}`);
}
