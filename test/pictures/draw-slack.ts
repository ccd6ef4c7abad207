import { html } from './escape.ts';

interface Element {
  readonly type: string;
  readonly text?: string | { readonly text: string };
  readonly url?: string;
  readonly style?: string | { readonly bold?: boolean; readonly code?: boolean };
  readonly elements?: readonly Element[];
}

/** Messages of Block Kit as Slack shows them: each with its blocks; those after the first are replies in its thread. */
export function drawSlack(messages: readonly { readonly blocks: readonly Element[] }[]): string {
  const [first, ...replies] = messages.map(
    ({ blocks }) => `<div class="post"><div class="face">⟂</div><div class="what"><b>Plumbline</b>
    <span class="app">APP</span> <span class="time">03:12</span>${blocks.map(drawBlock).join('')}</div></div>`,
  );
  const thread = replies.length === 0 ? '' : `<div class="thread">${replies.join('')}</div>`;
  return `<style>${STYLE}</style><body class="slack">${first ?? ''}${thread}</body>`;
}

function drawBlock(block: Element): string {
  switch (block.type) {
    case 'header':
      return `<h3>${html(textOf(block))}</h3>`;
    case 'rich_text':
      return (block.elements ?? []).map(drawRich).join('');
    case 'actions':
      return `<div class="actions">${(block.elements ?? []).map((button) => `<a class="${button.style ?? ''}">${html(textOf(button))}</a>`).join('')}</div>`;
    case 'context':
      return `<p class="context">${(block.elements ?? []).map((each) => html(textOf(each))).join(' ')}</p>`;
    default:
      throw new Error(`no drawing of a block ${block.type}`);
  }
}

function drawRich(element: Element): string {
  const inner = (element.elements ?? []).map(drawRich).join('');
  switch (element.type) {
    case 'rich_text_section':
      return `<p>${inner}</p>`;
    case 'rich_text_list':
      return `<ul>${(element.elements ?? []).map((item) => `<li>${(item.elements ?? []).map(drawRich).join('')}</li>`).join('')}</ul>`;
    case 'rich_text_preformatted':
      return `<pre>${inner}</pre>`;
    case 'link':
      return `<a class="link">${html(textOf(element))}</a>`;
    case 'text':
      return drawText(element);
    default:
      throw new Error(`no drawing of an element ${element.type}`);
  }
}

function drawText(element: Element): string {
  const text = html(textOf(element)).replaceAll('\n', '<br>');
  const style = typeof element.style === 'object' ? element.style : {};
  const code = style.code ? `<code>${text}</code>` : text;
  return style.bold ? `<b>${code}</b>` : code;
}

function textOf({ text }: Element): string {
  return typeof text === 'string' ? text : (text?.text ?? '');
}

const STYLE = `
.slack{zoom:.9;font:15px/1.46 Lato,"Noto Sans","DejaVu Sans","Noto Color Emoji",sans-serif;color:#1d1c1d;background:#fff;margin:0;padding:16px 20px;width:680px}
.post{display:flex;gap:10px;margin-bottom:10px}.face{width:36px;height:36px;border-radius:8px;background:#263238;color:#fff;font:700 22px/36px sans-serif;text-align:center;flex:none}
.what{min-width:0;flex:1}.app{background:#e8e8e8;color:#616061;font-size:10px;padding:1px 3px;border-radius:2px}.time{color:#616061;font-size:12px}
h3{font-size:18px;margin:6px 0 4px}p{margin:4px 0}ul{margin:6px 0;padding-left:22px}
code{font:12px "DejaVu Sans Mono",monospace;color:#c01343;background:#f6f6f6;border:1px solid #ddd;border-radius:3px;padding:1px 3px}
pre{font:12px/1.5 "DejaVu Sans Mono",monospace;background:#f8f8f8;border:1px solid #ddd;border-radius:4px;padding:8px;margin:4px 0 8px;white-space:pre-wrap;overflow-wrap:anywhere}
.actions a{display:inline-block;border:1px solid #bbb;border-radius:4px;padding:5px 12px;margin:6px 8px 4px 0;font-weight:700;font-size:13px}
.actions .primary{background:#007a5a;border-color:#007a5a;color:#fff}.link{color:#1264a3}.context{color:#616061;font-size:12px}
.thread{border-left:2px solid #ddd;margin-left:46px;padding-left:12px}`;
