import type { Alert } from '../alert.ts';

/** What happened, for programs: the detail type of an event, the `event` of a webhook. */
export type AlertEvent =
  | 'Drift Detected'
  | 'Drift Changed'
  | 'Drift Reminder'
  | 'Drift Resolved'
  | 'Check Failed'
  | 'Check Incomplete'
  | 'Check Recovered';

/** Names the event of an alert. A check that cannot do its work says so every time it is told of. */
export function nameEvent({ type, about, checkState }: Pick<Alert, 'type' | 'about' | 'checkState'>): AlertEvent {
  if (about === 'check' && type !== 'resolved') return checkState === 'incomplete' ? 'Check Incomplete' : 'Check Failed';
  switch (type) {
    case 'opened':
      return 'Drift Detected';
    case 'changed':
      return 'Drift Changed';
    // Programs are not told of a snooze.
    case 'snoozed':
    case 'reminder':
    case 'snooze-ended':
      return 'Drift Reminder';
    case 'resolved':
      return about === 'check' ? 'Check Recovered' : 'Drift Resolved';
  }
}
