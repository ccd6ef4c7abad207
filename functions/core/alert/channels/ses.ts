import type { Alert } from '../alert.ts';
import { cutLine, measureBytes } from '../cut-text.ts';
import { describeAlert } from '../describe-alert.ts';
import { fitRoom, ROOMS } from '../room.ts';
import { buildMailHtml } from './mail-html.ts';
import { nameEvent } from './name-event.ts';
import { renderPlainText } from './plain-text.ts';

/** Gmail hides what is beyond 102 kB. SES itself takes megabytes. */
const MOST_BYTES = 90_000;
const LONGEST_SUBJECT = 160;

/** The first mail of a conversation, as those after it refer to it. */
export interface MailRoot {
  /** Without "Re:": Gmail keeps only mails of one subject together. */
  readonly subject: string;
  /** Message-ID of that mail, without angle brackets. */
  readonly message: string;
}

/** A mail, without sender and recipients. */
export interface Mail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: readonly { readonly Name: string; readonly Value: string }[];
}

/**
 * A mail about an incident. All of one opening of it refer to one made-up message, and those after the first to the first one as well, so that mail
 * programs put them into one conversation, whichever of them is lost. `domain`: of the sender.
 */
export function renderMail(alert: Alert, root: MailRoot | undefined, domain: string): Mail {
  const anchor = `<${alert.incident}.${alert.generation}.${alert.route}@${domain}>`.replace(/[^\x21-\x7e]/g, '-');
  const before = root === undefined ? [] : [`<${root.message}>`];
  const isUrgent = alert.severity === 'critical' && alert.type !== 'resolved';
  return {
    subject: root === undefined ? writeMailSubject(alert) : `Re: ${root.subject}`,
    html: fitRoom(
      ROOMS,
      (room) => buildMailHtml(describeAlert(alert, room), alert.route),
      (html) => measureBytes(html) <= MOST_BYTES,
    ),
    text: renderPlainText(alert),
    headers: [
      { Name: 'In-Reply-To', Value: before[0] ?? anchor },
      { Name: 'References', Value: [anchor, ...before].join(' ') },
      // RFC 3834, and Exchange: nobody's absence is to be answered to a machine.
      { Name: 'Auto-Submitted', Value: 'auto-generated' },
      { Name: 'X-Auto-Response-Suppress', Value: 'All' },
      { Name: 'X-Plumbline-Incident', Value: alert.incident },
      { Name: 'X-Plumbline-Event', Value: nameEvent(alert) },
      { Name: 'X-Plumbline-Severity', Value: alert.severity },
      ...(isUrgent ? [{ Name: 'Importance', Value: 'high' }] : []),
    ],
  };
}

/** The subject of a conversation: what is open, and the incident, which people search for. */
export function writeMailSubject({ title, incident }: Pick<Alert, 'title' | 'incident'>): string {
  const end = ` [${incident}]`;
  return `${cutLine(title, LONGEST_SUBJECT - end.length)}${end}`;
}
