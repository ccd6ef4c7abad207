import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Mail, type MailRoot, renderMail, writeMailSubject } from '../../../functions/core/alert/channels/ses.ts';
import { buildAlert, buildHugeAlert, buildStory, HOSTILE } from '../../support/sample-alerts.ts';

const render = (alert = buildAlert(), root?: MailRoot): Mail => renderMail(alert, root, 'example.com');
const header = ({ headers }: Mail, name: string): string | undefined => headers.find(({ Name }) => Name === name)?.Value;

describe('a mail about an incident', () => {
  const [opened, changed] = buildStory();

  it('stays in the conversation of the first one, though its title is another by now', () => {
    const first = render(opened);
    const root = { subject: writeMailSubject(opened), message: '0107-1@eu-central-1.amazonses.com' };
    const second = render(changed, root);
    assert.notEqual(changed.title, opened.title);
    assert.equal(second.subject, `Re: ${first.subject}`);
    assert.ok(second.html.includes(changed.title), 'what is so now stands in the mail');
    assert.equal(header(second, 'In-Reply-To'), `<${root.message}>`);
    assert.equal(header(second, 'References'), `${header(first, 'References')} <${root.message}>`);
  });

  it('begins a conversation of its own when the incident is back again', () => {
    assert.notEqual(header(render(buildAlert({ generation: 2 })), 'References'), header(render(), 'References'));
  });

  it('is important to a mail program only while something critical is open', () => {
    assert.equal(header(render(buildAlert({ severity: 'critical' })), 'Importance'), 'high');
    assert.equal(header(render(buildAlert({ severity: 'critical', type: 'resolved' })), 'Importance'), undefined);
    assert.equal(header(render(), 'Importance'), undefined);
  });

  it('loads nothing, runs nothing, and is laid out without what Outlook does not know', () => {
    for (const { html } of [render(), render(buildHugeAlert())]) {
      assert.doesNotMatch(html, /<(img|script|link|iframe|object|form|base|svg)\b|url\(|@import|\son\w+=/i);
      assert.doesNotMatch(html, /display:\s*(flex|grid)|position:|float:/);
    }
  });

  it('has every tag closed, whatever stands in it', () => {
    for (const alert of [buildAlert(), buildAlert({ title: HOSTILE, problem: HOSTILE }), buildHugeAlert(), buildStory()[4]]) {
      const open: string[] = [];
      for (const [, slash, name = ''] of render(alert).html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
        if (/^(meta|br)$/.test(name)) continue;
        if (slash === '') open.push(name);
        else assert.equal(open.pop(), name);
      }
      assert.deepEqual(open, []);
    }
  });

  it('leaves a patch as it is, so that it can be copied', () => {
    const text = 'kubectl patch x -p \'{"a": "b@c"}\'\n  indented <&> "quoted"';
    const { html } = render(buildAlert({ restore: { does: 'Restore', text } }));
    const copied = html
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'");
    assert.ok(copied.replaceAll('&amp;', '&').includes(text));
  });

  it('has a subject of one line that fits an inbox and names the incident', () => {
    const { subject } = render(buildHugeAlert());
    assert.ok(subject.length <= 160 && subject.endsWith('[pl-7b2c9d4e1f]') && !/[\r\n]/.test(subject), subject);
  });
});
