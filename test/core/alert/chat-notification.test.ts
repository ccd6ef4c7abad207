import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Alert } from '../../../functions/core/alert/alert.ts';
import { renderChatAlert } from '../../../functions/core/alert/channels/sns.ts';
import { chatNotificationSchema } from '../../support/chat-notification-schema.ts';
import { buildAlert, buildHugeAlert, buildStory } from '../../support/sample-alerts.ts';

const nothing: Partial<Alert> = { clusters: [], namespaces: [], teams: [], differences: [], commits: [], added: [] };
const alerts: readonly (readonly [string, Alert])[] = [
  ...buildStory().map((alert, i) => [`message ${i + 1} of an incident`, alert] as const),
  ['a huge one', buildHugeAlert()],
  ['one that says little', buildAlert({ ...nothing, commands: { report: '', check: '', snooze: '' } })],
  ['a failed check', buildAlert({ ...nothing, about: 'check', clusters: ['prod-eu'], problem: 'the cluster does not answer' })],
];

describe('the custom notification for Amazon Q Developer', () => {
  for (const [what, alert] of alerts) {
    it(`keeps to its schema: ${what}`, () => {
      const notification = chatNotificationSchema.parse(JSON.parse(renderChatAlert(alert)));
      assert.equal(notification.metadata?.threadId, alert.thread);
    });
  }

  it('leaves a patch as it is, so that it can be copied', () => {
    const text = 'image: registry.example.com/web@sha256:0123 # "a" `b`\n  @@ -1 +1 @@';
    const { content } = JSON.parse(renderChatAlert(buildAlert({ restore: { does: 'Restore', text } })));
    assert.ok(content.description.includes(text));
  });
});
